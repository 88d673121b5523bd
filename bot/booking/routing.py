"""Who counsels whom: by age, postcode, language and way.

Sources: Jugendmigrationsdienste counsel from 12 to 26 (programme of the youth ministry,
https://www.jugendmigrationsdienste.de); Migrationsberatung für erwachsene Zuwanderer from 27
(https://www.bmi.bund.de, Migrationsberatung). For children under 12 their parents are counselled: by the
Migrationsberatung or, if they are under 27 themselves, by the Jugendmigrationsdienst.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from bot.booking.model import Kind, Office, Way
from bot.booking.offices import serves
from bot.booking.places import coordinates, distance

AgeGroup = Literal["child", "young", "adult"]
YOUNGEST, ADULT, OLDEST = 12, 27, 120


def age_group(age: int) -> AgeGroup:
    """The group of an age in years. Raises ValueError for an age that nobody has."""
    if not 0 <= age <= OLDEST:
        raise ValueError(f"{age} is no age")
    if age < YOUNGEST:
        return "child"
    return "young" if age < ADULT else "adult"


def kind_for(group: AgeGroup) -> Kind:
    """Which service counsels the group; a child's parents go to the Migrationsberatung."""
    return "JMD" if group == "young" else "MBE"


@dataclass(frozen=True)
class Found:
    """An office that fits, its distance in kilometres, and whether somebody there speaks the language."""

    office: Office
    km: float
    speaks: bool


def offices_for(
    offices: Iterable[Office], group: AgeGroup, postcode: str, language: str, way: Way | None = None
) -> list[Found]:
    """The offices that serve the person, nearest first; those that speak the language before the others."""
    here = coordinates(postcode)
    found = []
    for office in offices:
        if office.kind not in (kind_for(group), "other") or not serves(office, postcode):
            continue
        if way is not None and way not in office.ways:
            continue
        there = coordinates(office.address.postcode)
        km = distance(here, there) if here and there else float("inf")
        found.append(Found(office, km, language in office.languages))
    return sorted(found, key=lambda one: (not one.speaks, one.km, one.office.id))
