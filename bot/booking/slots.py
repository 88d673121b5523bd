"""Free time slots, computed from an office's rules. Pure: what is taken comes in, nothing is stored.

Opening hours are local time in Germany. A slot is kept in UTC, so that the two hours that a clock change repeats or
skips cannot be mixed up: a skipped local time gives no slot, a repeated one gives the first of the two.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

from bot.booking.model import DAYS, Counsellor, Land, Office

BERLIN = ZoneInfo("Europe/Berlin")
DAYS_SHOWN = 3
Interval = tuple[datetime, datetime]


@dataclass(frozen=True, order=True)
class TimeSlot:
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
    counsellors = [one for one in office.counsellors if language is None or language in one.languages]
    day = first.astimezone(BERLIN).date()
    while day <= last.astimezone(BERLIN).date():
        if (wanted is None or day in wanted) and not _is_holiday(office.land, day):
            slots = (
                slot
                for counsellor in counsellors
                if not _absent(office, counsellor.id, day)
                for slot in _of_day(office, counsellor, day, taken.get(counsellor.id, []))
                if first <= slot.start and slot.start <= last
            )
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


def _of_day(office: Office, counsellor: Counsellor, day: date, taken: list[Interval]) -> Iterator[TimeSlot]:
    before, after = timedelta(minutes=office.buffer_before), timedelta(minutes=office.buffer_after)
    for opening in counsellor.opening:
        if opening.day != DAYS[day.weekday()]:
            continue
        begin, end = to_utc(day, opening.begin), to_utc(day, opening.end)
        if begin is None or end is None:
            continue
        start = begin
        while start + office.length <= end:
            slot = TimeSlot(start, start + office.length, office.id, counsellor.id)
            if all(slot.end + after <= other[0] or other[1] + before <= slot.start for other in taken):
                yield slot
            start += office.length + before + after


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
