"""Booking, moving, cancelling, erasing; on SQLite and PostgreSQL."""

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
import sqlalchemy as sa

from bot.booking.offices import Offices
from bot.booking.service import Booking, Rules
from bot.booking.slots import BERLIN, TimeSlot
from bot.storage.appointments import Appointments, Stored
from bot.storage.tables import appointments, counts, notices

NOW = datetime(2026, 11, 27, 14, tzinfo=timezone.utc)
DETAILS = {"name": "Ali", "contact": {"kind": "chat", "value": ""}}


def slots(booking: Booking) -> list[TimeSlot]:
    return booking.slots("test", NOW)


def booked(booking: Booking, holder: str = "me", number: int = 0) -> Stored:
    held = booking.hold(slots(booking)[number], holder, "de", NOW)
    assert held
    stored = booking.book(held, holder, NOW, "telephone", DETAILS)
    assert stored
    return stored


def kinds(booking: Booking) -> list[str]:
    with booking.store.engine.connect() as connection:
        return list(connection.execute(sa.select(notices.c.kind).order_by(notices.c.due, notices.c.kind)).scalars())


def test_what_is_booked_is_no_longer_free(booking: Booking) -> None:
    before = slots(booking)
    stored = booked(booking)
    assert slots(booking) == before[1:]
    assert booking.store.of_holder("me") == [stored]


def test_a_hold_ends_by_itself(booking: Booking) -> None:
    slot = slots(booking)[0]
    assert booking.hold(slot, "me", "de", NOW)
    assert booking.hold(slot, "you", "de", NOW) is None
    assert booking.hold(slot, "you", "de", NOW + timedelta(minutes=11))


def test_who_holds_another_slot_lets_go_of_the_first(booking: Booking) -> None:
    first, second, *_ = slots(booking)
    booking.hold(first, "me", "de", NOW)
    booking.hold(second, "me", "de", NOW)
    assert booking.hold(first, "you", "de", NOW)


def test_a_slot_outside_the_rules_cannot_be_held(booking: Booking) -> None:
    slot = slots(booking)[0]
    shifted = TimeSlot(slot.start + timedelta(minutes=5), slot.end, slot.office, slot.counsellor)
    assert booking.hold(shifted, "me", "de", NOW) is None


def test_only_the_holder_books_and_twice_is_once(booking: Booking) -> None:
    held = booking.hold(slots(booking)[0], "me", "de", NOW)
    assert held
    assert booking.book(held, "you", NOW, "telephone", DETAILS) is None
    assert booking.book(held, "me", NOW, "telephone", DETAILS)
    assert booking.book(held, "me", NOW, "telephone", DETAILS)
    assert kinds(booking).count("confirmation") == 1


def test_booking_plans_the_notices(booking: Booking) -> None:
    booked(booking)
    assert kinds(booking) == ["confirmation", "office", "reminder-24", "reminder-2"]


def test_cancelling_frees_the_slot_and_takes_the_reminders_back(booking: Booking) -> None:
    stored = booked(booking)
    assert booking.cancel(stored.id, NOW)
    assert not booking.cancel(stored.id, NOW)
    assert slots(booking)[0].start == stored.start
    assert sorted(kinds(booking)) == ["change", "office"]


def test_moving_changes_the_time_and_counts_the_change(booking: Booking) -> None:
    stored = booked(booking)
    other = slots(booking)[2]
    assert booking.move(stored.id, other, NOW)
    moved = booking.store.get(stored.id)
    assert moved is not None
    assert (moved.start, moved.sequence) == (other.start, 1)


def test_moving_to_a_taken_slot_changes_nothing(booking: Booking) -> None:
    stored, other = booked(booking), booked(booking, "you", 0)
    taken = TimeSlot(other.start, other.end, "test", "a")
    assert not booking.move(stored.id, taken, NOW)
    assert booking.store.get(stored.id) == stored


def test_erasing_leaves_nothing_of_the_person_and_tells_the_office(booking: Booking) -> None:
    stored = booked(booking)
    booking.erase(stored.id, NOW)
    with booking.store.engine.connect() as connection:
        row: Any = connection.execute(sa.select(appointments)).one()
    assert (row.details, row.holder, row.state) == (None, "", "cancelled")
    assert kinds(booking) == ["office"]


def test_old_appointments_go_and_their_number_stays(booking: Booking) -> None:
    stored = booked(booking)
    assert booking.erase_old(stored.end + timedelta(days=29)) == 0
    assert booking.erase_old(stored.end + timedelta(days=31)) == 1
    assert booking.store.get(stored.id) is None
    with booking.store.engine.connect() as connection:
        assert connection.execute(sa.select(counts.c.number)).scalars().all() == [1]


def test_expired_holds_go_within_the_hour(booking: Booking) -> None:
    held = booking.hold(slots(booking)[0], "me", "de", NOW)
    booking.erase_old(NOW + timedelta(minutes=5))
    assert booking.store.get(held or "") is not None
    booking.erase_old(NOW + timedelta(minutes=11))
    assert booking.store.get(held or "") is None
    assert booking.book(held or "", "me", NOW, "telephone", DETAILS) is None


def test_personal_data_is_not_readable_in_the_database(booking: Booking) -> None:
    booked(booking)
    with booking.store.engine.connect() as connection:
        assert "Ali" not in str(connection.execute(sa.select(appointments)).all())


@pytest.mark.parametrize("quiet", [(21, 7), (0, 8), (22, 0), (1, 5), (3, 3)])
@pytest.mark.parametrize("hour", range(24))
def test_quiet_hours_may_lie_anywhere(store: Appointments, hour: int, quiet: tuple[int, int]) -> None:
    booking = Booking(Offices({}), store, Rules(10, (2,), quiet))
    moment = datetime(2026, 12, 3, hour, 30, tzinfo=BERLIN)
    awake = booking._awake(moment)
    night = {(quiet[0] + hours) % 24 for hours in range((quiet[1] - quiet[0]) % 24)}
    assert awake.hour not in night
    assert moment - timedelta(hours=24) < awake <= moment


@pytest.mark.parametrize("hour", range(6, 12))
def test_nobody_is_reminded_at_night(booking: Booking, hour: int) -> None:
    start = datetime(2026, 12, 3, hour, tzinfo=BERLIN)
    for notice in booking._reminders(start, NOW):
        assert 7 <= notice.due.astimezone(BERLIN).hour < 21
        assert notice.due < start
