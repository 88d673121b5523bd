"""Booking: what the chat, the pages and the tests may do with offices, slots and appointments."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache
from typing import Any

from bot.booking.model import Office, Way
from bot.booking.offices import Offices, load_offices
from bot.booking.routing import AgeGroup, Found, offices_for
from bot.booking.slots import BERLIN, TimeSlot, free_slots, is_offered
from bot.errors import KnowledgeError
from bot.settings import Settings, load_settings
from bot.storage.appointments import Appointments, Notice, Stored
from bot.storage.secrets import Secrets
from bot.storage.sql import open_database
from bot.storage.tables import BOOKED

CONFIRMATION, OFFICE, CHANGE, REMINDER = "confirmation", "office", "change", "reminder"


def now_utc() -> datetime:
    """The time, with its zone."""
    return datetime.now(timezone.utc)


@dataclass(frozen=True)
class Rules:
    """What an operator may set about booking."""

    hold_minutes: int
    reminder_hours: tuple[int, ...]
    quiet: tuple[int, int] = (21, 7)  # local hours in which nobody is reminded: from the first to the second
    erase_after_days: int = 30


class Booking:
    """Offices and the database together. Times come in with a zone."""

    def __init__(self, offices: Offices, store: Appointments, rules: Rules) -> None:
        self._in_service = offices
        self.store = store
        self._rules = rules

    @property
    def offices(self) -> dict[str, Office]:
        """The offices in service, by id."""
        return self._in_service.offices

    @property
    def problems(self) -> tuple[KnowledgeError, ...]:
        """The files of offices that cannot be used."""
        return self._in_service.problems

    def reload(self, settings: Settings) -> None:
        """Puts changed files of offices into service; appointments that were made stay."""
        self._in_service = load_offices(settings.knowledge_dir, settings.sample_offices, self._in_service)

    def find(self, group: AgeGroup, postcode: str, language: str, way: Way | None = None) -> list[Found]:
        """The offices that serve somebody, nearest first."""
        return offices_for(self.offices.values(), group, postcode, language, way)

    def slots(
        self, office: str, now: datetime, language: str | None = None, days: Iterable[date] | None = None
    ) -> list[TimeSlot]:
        """All free slots of an office, of counsellors who speak the language."""
        return list(free_slots(self.offices[office], now, self.store.taken(office, now), language, days))

    def hold(self, slot: TimeSlot, holder: str, language: str, now: datetime) -> str | None:
        """Keeps a slot for some minutes; None if it is taken, or not offered (any more)."""
        office = self.offices.get(slot.office)
        if office is None or not is_offered(office, slot.counsellor, slot.start, now):
            return None
        until = now + timedelta(minutes=self._rules.hold_minutes)
        return self.store.hold(slot, holder, language, now, until)

    def book(self, number: str, holder: str, now: datetime, way: str, details: dict[str, Any]) -> Stored | None:
        """Makes an appointment of what is held; None if the time for it is over."""
        held = self.store.get(number)
        if held is None or not self.store.book(number, holder, now, way, details, self._first_notices(held.start, now)):
            return None
        return self.store.get(number)

    def cancel(self, number: str, now: datetime) -> bool:
        """Cancels an appointment and tells everybody; False if there is none."""
        return self.store.cancel(number, [Notice(CHANGE, now), Notice(OFFICE, now)])

    def move(self, number: str, slot: TimeSlot, now: datetime) -> bool:
        """Moves an appointment to a free slot; False if that is taken or there is no appointment."""
        office = self.offices.get(slot.office)
        if office is None or not is_offered(office, slot.counsellor, slot.start, now):
            return False
        notices = [Notice(CHANGE, now), Notice(OFFICE, now), *self._reminders(slot.start, now)]
        return self.store.move(number, slot, now, notices)

    def _first_notices(self, start: datetime, now: datetime) -> list[Notice]:
        return [Notice(CONFIRMATION, now), Notice(OFFICE, now), *self._reminders(start, now)]

    def _reminders(self, start: datetime, now: datetime) -> list[Notice]:
        """Those whose time has not passed when the appointment is made; none at night, but in the evening before."""
        due = [(hours, self._awake(start - timedelta(hours=hours))) for hours in self._rules.reminder_hours]
        return [Notice(f"{REMINDER}-{hours}", moment) for hours, moment in due if moment > now]

    def _awake(self, moment: datetime) -> datetime:
        """The moment, or an hour before the night in which it lies."""
        begin, end = self._rules.quiet
        local = moment.astimezone(BERLIN)
        over_midnight = begin > end
        if begin <= local.hour < end or (over_midnight and (local.hour >= begin or local.hour < end)):
            evening = local - timedelta(days=1) if over_midnight and local.hour < end else local
            return evening.replace(hour=begin, minute=0) - timedelta(hours=1)
        return moment

    def erase(self, number: str, now: datetime) -> None:
        """Removes a person's data for good; an appointment to come is cancelled and the office told."""
        stored = self.store.get(number)
        if stored is not None:
            coming = stored.state == BOOKED and stored.end > now
            self.store.erase(number, [Notice(OFFICE, now)] if coming else [])

    def erase_old(self, now: datetime) -> int:
        """Removes what is over since the days set; counts stay. Returns how many appointments were removed."""
        return self.store.erase_before(now - timedelta(days=self._rules.erase_after_days), now)


def build_booking(settings: Settings) -> Booking:
    """Opens the database and loads the offices. Raises SettingsError or StorageError."""
    secrets = Secrets.load(settings.secret_keys, settings.data_dir)
    store = Appointments(open_database(settings.database_url, settings.data_dir), secrets)
    offices = load_offices(settings.knowledge_dir, settings.sample_offices)
    rules = Rules(
        settings.hold_minutes, tuple(settings.reminder_hours), settings.quiet_hours, settings.erase_after_days
    )
    return Booking(offices, store, rules)


@lru_cache(maxsize=1)
def shared_booking() -> Booking:
    """The process's one booking service: Rasa builds the actions itself and hands them nothing."""
    return build_booking(load_settings())
