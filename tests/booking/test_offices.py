"""Reading offices, and finding mistakes in them."""

from pathlib import Path

import pytest

from bot.booking.offices import Offices, covered, gaps, load_offices, mistakes, serves
from bot.languages import load_languages
from tests.booking.factory import WEEK, office
from tests.conftest import PROJECT


def test_the_offices_that_ship_are_samples_without_mistakes() -> None:
    offices = load_offices(PROJECT / "knowledge")
    assert offices.offices
    assert not offices.problems
    assert all(one.sample and one.contact.telephone is None for one in offices.offices.values())
    assert not list(mistakes(offices, load_languages(PROJECT / "knowledge")))


def test_samples_can_be_left_out() -> None:
    assert not load_offices(PROJECT / "knowledge", samples=False).offices


def test_a_broken_file_is_reported_and_the_others_stay(tmp_path: Path) -> None:
    (tmp_path / "offices").mkdir()
    good = PROJECT / "knowledge" / "offices" / "beispiel-jmd-aachen.yml"
    (tmp_path / "offices" / "good.yml").write_text(good.read_text())
    (tmp_path / "offices" / "bad.yml").write_text("kind: JMD\nminutes: many\n")
    offices = load_offices(tmp_path)
    assert list(offices.offices) == ["good"]
    assert "bad.yml" in str(offices.problems[0])


def test_a_file_that_broke_keeps_its_last_good_version(tmp_path: Path) -> None:
    (tmp_path / "offices").mkdir()
    file = tmp_path / "offices" / "one.yml"
    file.write_text((PROJECT / "knowledge" / "offices" / "beispiel-jmd-aachen.yml").read_text())
    before = load_offices(tmp_path)
    file.write_text("kind: JMD\n")
    after = load_offices(tmp_path, before=before)
    assert after.offices == before.offices
    assert len(after.problems) == 1
    file.unlink()
    assert not load_offices(tmp_path, before=after).offices


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"address": {"street": "Weg 1", "postcode": "00000", "town": "Nirgends"}}, "does not exist"),
        ({"serves": ["99999"]}, "no postcode begins"),
        ({"serves": ["52399-52349"]}, "no range"),
        (
            {
                "counsellors": [
                    {"id": "a", "languages": ["xx"], "opening": [{"day": "monday", "from": "09:00", "to": "12:00"}]}
                ]
            },
            "no language",
        ),
        (
            {
                "counsellors": [
                    {"id": "a", "languages": ["de"], "opening": [{"day": "monday", "from": "09:00", "to": "09:30"}]}
                ]
            },
            "shorter than",
        ),
        (
            {
                "counsellors": [
                    {
                        "id": "a",
                        "languages": ["de"],
                        "opening": [
                            {"day": "monday", "from": "09:00", "to": "11:00"},
                            {"day": "monday", "from": "10:00", "to": "12:00"},
                        ],
                    }
                ]
            },
            "overlap",
        ),
    ],
)
def test_a_mistake_is_named(changes: dict[str, object], message: str) -> None:
    found = mistakes(Offices({"test": office(**changes)}), load_languages(PROJECT / "knowledge"))
    assert message in " ".join(str(one) for one in found)


def test_rows_of_serves_are_prefixes_and_ranges() -> None:
    one = office(serves=["52349-52355", "521"])
    assert [serves(one, code) for code in ("52350", "52356", "52134", "50667")] == [True, False, True, False]
    assert covered("52349") == ["52349"]
    assert len(WEEK) == 5


def test_where_only_one_service_can_be_booked_is_a_gap() -> None:
    jmd, mbe = office(id="jmd", serves=["52349", "52351"]), office(id="mbe", kind="MBE", serves=["52349"])
    assert [gap.message for gap in gaps(Offices({"jmd": jmd, "mbe": mbe}))] == [
        "no MBE serves 1 of its postcodes, such as 52351"
    ]
    everybody = office(id="all", kind="other", serves=["52"])
    assert not list(gaps(Offices({"jmd": jmd, "mbe": mbe, "all": everybody})))
