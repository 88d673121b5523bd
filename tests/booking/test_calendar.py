"""Appointments as iCalendar files."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
from icalendar import Calendar, Event

from bot.booking.calendar import calendar
from bot.storage.appointments import Stored
from bot.storage.tables import BOOKED, CANCELLED
from tests.booking.factory import office

NOW = datetime(2026, 11, 27, 14, tzinfo=timezone.utc)
START = datetime(2026, 12, 1, 8, tzinfo=timezone.utc)
STORED = Stored("a1", "test", "a", START, START + timedelta(minutes=45), BOOKED, "me", None, "ar", "in_person", 0, {})


def read(stored: Stored, title: str = "استشارة: Test-JMD") -> tuple[Calendar, Event]:
    whole = Calendar.from_ical(calendar(stored, office(), title, NOW))
    return whole, whole.walk("VEVENT")[0]


def test_an_appointment_has_time_place_and_two_alarms() -> None:
    whole, event = read(STORED)
    assert (whole["method"], event["status"], event["summary"]) == ("PUBLISH", "CONFIRMED", "استشارة: Test-JMD")
    assert (event["dtstart"].dt, event["dtend"].dt) == (STORED.start, STORED.end)
    assert event["location"] == "Test-JMD, Weg 1, 52349 Düren"
    assert [alarm["trigger"].dt for alarm in event.walk("VALARM")] == [-timedelta(hours=24), -timedelta(hours=2)]


def test_a_change_replaces_the_same_event() -> None:
    _, first = read(STORED)
    whole, cancelled = read(replace(STORED, state=CANCELLED, sequence=2))
    assert first["uid"] == cancelled["uid"]
    assert (whole["method"], cancelled["status"], cancelled["sequence"]) == ("CANCEL", "CANCELLED", 2)
    assert not cancelled.walk("VALARM")


def test_a_call_has_no_place() -> None:
    assert "location" not in read(replace(STORED, way="telephone"))[1]


@pytest.mark.parametrize("title", ["A\r\nATTENDEE:mailto:spy@example.org", "A\nEND:VEVENT\nBEGIN:VEVENT"])
def test_a_title_cannot_add_a_line(title: str) -> None:
    whole, event = read(STORED, title)
    assert "attendee" not in event
    assert len(whole.walk("VEVENT")) == 1
