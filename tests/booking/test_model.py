"""Offices are refused when they contradict themselves."""

import pytest
from pydantic import ValidationError

from tests.booking.factory import office


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {
                "counsellors": [
                    {"id": "a", "languages": ["de"], "opening": [{"day": "monday", "from": "12:00", "to": "09:00"}]}
                ]
            },
            "not after",
        ),
        ({"absences": [{"from": "2026-12-02", "to": "2026-12-01"}]}, "lies before"),
        ({"absences": [{"from": "2026-12-01", "to": "2026-12-01", "counsellor": "z"}]}, "who is not there"),
        ({"minutes": 5}, "greater than or equal to 10"),
        ({"land": "XX"}, "Input should be"),
    ],
)
def test_a_contradiction_is_named(changes: dict[str, object], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        office(**changes)


def test_two_counsellors_need_two_ids() -> None:
    twice = [one.model_dump(by_alias=True) for one in office().counsellors * 2]
    with pytest.raises(ValidationError, match="same id"):
        office(counsellors=twice)
