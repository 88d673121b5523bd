"""Appointments for the office's case software."""

import csv
import io
import json
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from bot.booking.export import COLUMNS, as_csv, as_json, rows
from bot.booking.service import Booking

NOW = datetime(2026, 11, 27, 14, tzinfo=timezone.utc)


def book(booking: Booking, number: int = 0, **details: Any) -> str:
    slot = booking.slots("test", NOW)[number]
    held = booking.hold(slot, f"h{number}", "uk", NOW)
    said = {
        "topic": "geld", "group": "young", "speech": "uk", "interpreter": True, "name": "Олена",
        "contact": {"kind": "telephone", "value": "+4915112345678"}, "questions": ["eins", "zwei"], **details,
    }  # fmt: skip
    stored = booking.book(held or "", f"h{number}", NOW, "telephone", said)
    assert stored
    return stored.id


def exported(booking: Booking, days: int = 30) -> list[dict[str, Any]]:
    return rows(booking.store.between("test", NOW, NOW + timedelta(days=days)))


def test_a_row_has_what_the_office_needs_in_local_time(booking: Booking) -> None:
    number = book(booking)
    row = exported(booking)[0]
    assert tuple(row) == COLUMNS
    assert (row["id"], row["date"], row["from"], row["to"]) == (number, "2026-11-30", "09:00", "09:45")
    assert json.loads(as_json([row]))[0]["name"] == "Олена"


def test_csv_reads_back_the_same(booking: Booking) -> None:
    book(booking)
    read = next(csv.DictReader(io.StringIO(as_csv(exported(booking)))))
    assert (read["name"], read["interpreter"], read["contact"]) == ("Олена", "yes", "+4915112345678")
    assert read["questions"] == "eins\nzwei"


@pytest.mark.parametrize("topic", ["=1+1", "@SUM(A1)", "-2+3", "+cmd|' /C calc'!A0"])
def test_a_spreadsheet_computes_nothing_that_people_wrote(booking: Booking, topic: str) -> None:
    book(booking, topic=topic)
    assert next(csv.DictReader(io.StringIO(as_csv(exported(booking)))))["topic"] == f"'{topic}"


def test_cancelled_ones_are_there_erased_ones_without_the_person_and_held_ones_not(booking: Booking) -> None:
    cancelled, erased = book(booking, 0), book(booking, 1)
    booking.cancel(cancelled, NOW)
    booking.erase(erased, NOW)
    booking.hold(booking.slots("test", NOW)[3], "h9", "de", NOW)
    found = exported(booking)
    assert {row["state"] for row in found} == {"cancelled"}
    assert {row["name"] for row in found} == {"Олена", None}


def test_only_the_days_asked_for_are_there(booking: Booking) -> None:
    book(booking)
    assert exported(booking, days=2) == []
