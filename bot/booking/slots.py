"""Free time slots, computed from an office's rules. Pure: what is taken comes in, nothing is stored.

Opening hours are local time in Germany. A slot is kept in UTC, so that the two hours that a clock change repeats or
skips cannot be mixed up: a skipped local time gives no slot, a repeated one gives the first of the two.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta, timezone
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

import holidays

from bot.booking.model import DAYS, Counsellor, Land, Office, Opening

BERLIN = ZoneInfo("Europe/Berlin")
DAYS_SHOWN = 3
Interval = tuple[datetime, datetime]


class TimeSlot(NamedTuple):
    """A counsellor's free time, in UTC."""

    start: datetime
    end: datetime
    office: str
    counsellor: str

    @property
    def local_day(self) -> date:
        """The day in Germany."""
        return self.start.astimezone(BERLIN).date()


def free_slots(
    office: Office,
    now: datetime,
    taken: dict[str, list[Interval]],
    language: str | None = None,
    days: Iterable[date] | None = None,
) -> Iterator[TimeSlot]:
    """Free slots in order of time, of counsellors who speak the language (all without one).

    now: with time zone. taken: by counsellor, what is booked or held, in UTC. days: only these local days.
    """
    first = now + timedelta(hours=office.shortest_notice_hours)
    last = now + timedelta(days=office.longest_notice_days)
    wanted = set(days) if days is not None else None
    weeks = {
        one.id: _week(one) for one in office.counsellors if language is None or language in one.languages
    }  # fmt: skip
    by_day = {counsellor: _by_day(taken.get(counsellor, [])) for counsellor in weeks}
    day = first.astimezone(BERLIN).date()
    while day <= last.astimezone(BERLIN).date():
        if (wanted is None or day in wanted) and not _is_holiday(office.land, day):
            slots = [
                slot
                for counsellor, week in weeks.items()
                if week[day.weekday()] and not _absent(office, counsellor, day)
                for slot in _of_day(office, counsellor, day, week[day.weekday()], by_day[counsellor].get(day, ()))
                if first <= slot.start <= last
            ]
            yield from sorted(slots)
        day += timedelta(days=1)


def is_offered(office: Office, counsellor: str, start: datetime, now: datetime) -> bool:
    """Whether the office's rules still allow an appointment at that time, whoever has it."""
    day = start.astimezone(BERLIN).date()
    slots = free_slots(office, now, {}, days=[day])
    return any(slot.counsellor == counsellor and slot.start == start for slot in slots)


def key_of(slot: TimeSlot) -> str:
    """A slot in a button: the minute in UTC, and whose it is."""
    return f"{slot.start:%Y%m%dT%H%M}-{slot.counsellor}"


def days_of(slots: list[TimeSlot], most: int = DAYS_SHOWN) -> list[tuple[date, list[TimeSlot]]]:
    """The slots of the first days, by local day; of several counsellors at the same time one is enough."""
    days: dict[date, dict[datetime, TimeSlot]] = {}
    for slot in slots:
        if slot.local_day not in days and len(days) == most:
            break
        days.setdefault(slot.local_day, {}).setdefault(slot.start, slot)
    return [(day, list(found.values())) for day, found in days.items()]


def _of_day(
    office: Office, counsellor: str, day: date, openings: Sequence[Opening], taken: Sequence[Interval]
) -> Iterator[TimeSlot]:
    length, before, after = (
        office.length,
        timedelta(minutes=office.buffer_before),
        timedelta(minutes=office.buffer_after),
    )
    step = length + before + after
    for opening in openings:
        start, end = to_utc(day, opening.begin), to_utc(day, opening.end)
        if start is None or end is None:
            continue
        whole = end - start == _minutes_apart(opening.begin, opening.end)
        while (slot_end := start + length) <= end:
            free = not taken or all(slot_end + after <= other[0] or other[1] + before <= start for other in taken)
            if free and (whole or _on_the_clock(start, slot_end, opening)):
                yield TimeSlot(start, slot_end, office.id, counsellor)
            start += step


@lru_cache(maxsize=4096)
def _minutes_apart(begin: time, end: time) -> timedelta:
    return timedelta(hours=end.hour - begin.hour, minutes=end.minute - begin.minute)


def _on_the_clock(start: datetime, end: datetime, opening: Opening) -> bool:
    """When the clocks change meanwhile: whether the local times lie in the opening, and are not the repeated ones."""
    local, local_end = start.astimezone(BERLIN), end.astimezone(BERLIN)
    return not local.fold and opening.begin <= local.time() and local_end.time() <= opening.end


def _week(counsellor: Counsellor) -> list[list[Opening]]:
    """The openings of each day of the week, Monday first."""
    return [[opening for opening in counsellor.opening if opening.day == day] for day in DAYS]


def _by_day(taken: Iterable[Interval]) -> dict[date, list[Interval]]:
    """What is taken, by each day that it may touch with its buffers."""
    found: dict[date, list[Interval]] = {}
    for interval in taken:
        first, last = interval[0].date() - timedelta(days=1), interval[1].date() + timedelta(days=1)
        for number in range((last - first).days + 1):
            found.setdefault(first + timedelta(days=number), []).append(interval)
    return found


@lru_cache(maxsize=4096)
def to_utc(day: date, local: time) -> datetime | None:
    """That local time on that day in UTC; None if the clocks skip it."""
    moment = datetime.combine(day, local, BERLIN)
    there = moment.astimezone(timezone.utc)
    return there if there.astimezone(BERLIN).replace(tzinfo=None) == moment.replace(tzinfo=None) else None


def _absent(office: Office, counsellor: str, day: date) -> bool:
    return any(
        absence.begin <= day <= absence.end and absence.counsellor in (None, counsellor) for absence in office.absences
    )


def _is_holiday(land: Land, day: date) -> bool:
    return day in _holidays(land, day.year)


@lru_cache(maxsize=64)
def _holidays(land: Land, year: int) -> holidays.HolidayBase:
    return holidays.country_holidays("DE", subdiv=land, years=year)
