"""Five hundred people press the same slot at once, in four processes: one gets it."""

import multiprocessing
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timezone
from pathlib import Path

import pytest

from bot.booking.slots import TimeSlot
from bot.storage.appointments import Appointments
from bot.storage.secrets import Secrets
from bot.storage.sql import open_database
from tests.booking.conftest import KEY, make_booking

NOW = datetime(2026, 11, 27, 14, tzinfo=timezone.utc)
PROCESSES, PEOPLE = 4, 125


def rush(url: str, folder: str, process: int, slot: TimeSlot) -> list[tuple[bool, int]]:
    """What each person got: whether the slot, and how many other slots were offered."""
    engine = open_database(url, Path(folder))
    booking = make_booking(Appointments(engine, Secrets([KEY])))

    def press(person: int) -> tuple[bool, int]:
        holder = f"{process}-{person}"
        held = booking.hold(slot, holder, "de", NOW)
        if held:
            return bool(booking.book(held, holder, NOW, "telephone", {"name": holder})), 0
        return False, len([one for one in booking.slots("test", NOW) if one != slot])

    with ThreadPoolExecutor(16) as pool:
        results = list(pool.map(press, range(PEOPLE)))
    engine.dispose()
    return results


def test_exactly_one_gets_the_slot_and_the_others_are_offered_other_slots(url: str, tmp_path: Path) -> None:
    engine = open_database(url, tmp_path)
    # Chosen before the rush: a process that starts late would find this one taken and press another.
    slot = make_booking(Appointments(engine, Secrets([KEY]))).slots("test", NOW)[0]
    engine.dispose()
    with multiprocessing.get_context("spawn").Pool(PROCESSES) as pool:
        jobs = [pool.apply_async(rush, (url, str(tmp_path), number, slot)) for number in range(PROCESSES)]
        results = [result for job in jobs for result in job.get(timeout=180)]
    assert len(results) == PROCESSES * PEOPLE
    assert sum(got for got, _ in results) == 1
    assert all(offered > 10 for got, offered in results if not got)


@pytest.mark.parametrize("people", [50])
def test_each_of_many_slots_goes_to_one(url: str, tmp_path: Path, people: int) -> None:
    engine = open_database(url, tmp_path)
    booking = make_booking(Appointments(engine, Secrets([KEY])))
    slots = booking.slots("test", NOW)[:10]

    def take(person: int) -> str | None:
        return booking.hold(slots[person % len(slots)], str(person), "de", NOW)

    with ThreadPoolExecutor(16) as pool:
        held = [one for one in pool.map(take, range(people)) if one]
    engine.dispose()
    assert len(held) == len(slots)
