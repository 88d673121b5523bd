"""Who counsels whom."""

import pytest

from bot.booking.routing import age_group, kind_for, offices_for
from tests.booking.factory import office


@pytest.mark.parametrize(
    ("age", "group"), [(0, "child"), (11, "child"), (12, "young"), (26, "young"), (27, "adult"), (120, "adult")]
)
def test_age_decides_the_group(age: int, group: str) -> None:
    assert age_group(age) == group


@pytest.mark.parametrize("age", [-1, 121])
def test_an_age_that_nobody_has_is_refused(age: int) -> None:
    with pytest.raises(ValueError, match="no age"):
        age_group(age)


def test_the_young_go_to_the_jmd_and_others_to_the_mbe() -> None:
    assert [kind_for(group) for group in ("child", "young", "adult")] == ["MBE", "JMD", "MBE"]  # type: ignore[arg-type]


def test_only_offices_that_serve_the_postcode_are_found_the_nearest_first() -> None:
    near = office(id="near")
    far = office(id="far", address={"street": "Weg 2", "postcode": "52062", "town": "Aachen"})
    other = office(id="other", serves=["10"])
    assert [one.office.id for one in offices_for([far, other, near], "young", "52349", "de")] == ["near", "far"]


def test_an_office_that_speaks_the_language_comes_first() -> None:
    near = office(id="near")
    uk = [{"id": "a", "languages": ["uk"], "opening": [{"day": "monday", "from": "09:00", "to": "12:00"}]}]
    far = office(id="far", address={"street": "Weg 2", "postcode": "52062", "town": "Aachen"}, counsellors=uk)
    assert [one.office.id for one in offices_for([near, far], "young", "52349", "uk")] == ["far", "near"]


def test_way_and_kind_are_kept_to() -> None:
    assert not offices_for([office()], "young", "52349", "de", "video")
    assert not offices_for([office()], "adult", "52349", "de")
    assert offices_for([office(kind="other")], "adult", "52349", "de")
