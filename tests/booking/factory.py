"""Offices for the tests."""

from pathlib import Path
from typing import Any

from bot.booking.model import Office

WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday")


def office(**changes: Any) -> Office:
    """An office that is open from nine to twelve on working days, without holidays that matter."""
    usual: dict[str, Any] = {
        "id": "test",
        "path": Path("test.yml"),
        "kind": "JMD",
        "name": "Test-JMD",
        "provider": "Test",
        "address": {"street": "Weg 1", "postcode": "52349", "town": "Düren"},
        "land": "NW",
        "serves": ["52"],
        "ways": ["in_person", "telephone"],
        "wheelchair": True,
        "minutes": 45,
        "counsellors": [
            {
                "id": "a",
                "languages": ["de", "ar"],
                "opening": [{"day": day, "from": "09:00", "to": "12:00"} for day in WEEK],
            }
        ],
    }
    return Office.model_validate({**usual, **changes})
