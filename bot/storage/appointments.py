"""Holds, appointments and their notices in the database. Knows nothing of opening hours or languages."""

import time
import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any, Protocol

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine, Row

from bot.storage.secrets import Secrets
from bot.storage.sql import reading
from bot.storage.tables import BOOKED, CANCELLED, HELD, appointments, counts, notices

Interval = tuple[datetime, datetime]


@dataclass(frozen=True)
class Stored:
    """An appointment as it is kept; times in UTC, `details` decrypted."""

    id: str
    office: str
    counsellor: str
    start: datetime
    end: datetime
    state: str
    holder: str
    held_until: datetime | None
    language: str
    way: str | None
    sequence: int
    details: dict[str, Any]


@dataclass(frozen=True)
class Notice:
    """Something to send at a time: its kind, and the change of the appointment that it belongs to."""

    kind: str
    due: datetime


class SlotLike(Protocol):
    """What the table needs to know of a slot, see `bot.booking.slots.TimeSlot`."""

    @property
    def start(self) -> datetime: ...
    @property
    def end(self) -> datetime: ...
    @property
    def office(self) -> str: ...
    @property
    def counsellor(self) -> str: ...


class Appointments:
    """The table of appointments. Each method is one transaction."""

    def __init__(self, engine: Engine, secrets: Secrets) -> None:
        self.engine = engine
        self._reads = reading(engine)
        self._secrets = secrets

    def taken(self, office: str, now: datetime) -> dict[str, list[Interval]]:
        """What is booked, or held and not expired, from now on, by counsellor."""
        query = sa.select(appointments.c.counsellor, appointments.c.start, appointments.c.end).where(
            appointments.c.office == office, appointments.c.end > as_stored(now), _is_live(now)
        )
        found: dict[str, list[Interval]] = {}
        with self._reads.connect() as connection:
            for counsellor, start, end in connection.execute(query):
                found.setdefault(counsellor, []).append((_aware(start), _aware(end)))
        return found

    def hold(self, slot: SlotLike, holder: str, language: str, now: datetime, until: datetime) -> str | None:
        """Keeps a slot for somebody and lets go of what they held before; None if it is taken."""
        number = uuid.uuid4().hex
        row = {
            "id": number,
            "office": slot.office,
            "counsellor": slot.counsellor,
            "start": as_stored(slot.start),
            "end": as_stored(slot.end),
            "state": HELD,
            "holder": holder,
            "held_until": as_stored(until),
            "language": language,
            "sequence": 0,
            "created": as_stored(now),
        }
        try:
            with self.engine.begin() as connection:
                self._let_go(connection, slot, holder, now)
                connection.execute(appointments.insert().values(row))
        except sa.exc.IntegrityError:
            return None
        return number

    def release(self, holder: str) -> None:
        """Lets go of what somebody holds."""
        with self.engine.begin() as connection:
            connection.execute(
                appointments.delete().where(appointments.c.holder == holder, appointments.c.state == HELD)
            )

    def book(
        self, number: str, holder: str, now: datetime, way: str, details: dict[str, Any], send: Sequence[Notice]
    ) -> bool:
        """Makes an appointment of what is held, with its notices; False if the hold has expired or is another's.

        Once more for what is booked already changes nothing and is True: the answer may have been lost.
        """
        with self.engine.begin() as connection:
            changed = connection.execute(
                appointments.update()
                .where(
                    appointments.c.id == number,
                    appointments.c.holder == holder,
                    appointments.c.state == HELD,
                    appointments.c.held_until > as_stored(now),
                )
                .values(state=BOOKED, held_until=None, way=way, details=self._secrets.encrypt(details))
            ).rowcount
            if changed:
                _add_notices(connection, number, 0, send)
                return True
            again = sa.select(appointments.c.state).where(appointments.c.id == number, appointments.c.holder == holder)
            return bool(connection.execute(again).scalar() == BOOKED)

    def get(self, number: str) -> Stored | None:
        """The appointment of that id, in any state."""
        with self._reads.connect() as connection:
            row = connection.execute(sa.select(appointments).where(appointments.c.id == number)).first()
        return self._stored(row) if row else None

    def of_holder(self, holder: str) -> list[Stored]:
        """What somebody has booked, in order of time."""
        query = (
            sa.select(appointments)
            .where(appointments.c.holder == holder, appointments.c.state == BOOKED)
            .order_by(appointments.c.start)
        )
        with self._reads.connect() as connection:
            return [self._stored(row) for row in connection.execute(query)]

    def between(self, office: str, first: datetime, end: datetime) -> list[Stored]:
        """What was booked or cancelled at an office from `first` on and before `end`, in order of time."""
        query = (
            sa.select(appointments)
            .where(
                appointments.c.office == office,
                appointments.c.state != HELD,
                appointments.c.start >= as_stored(first),
                appointments.c.start < as_stored(end),
            )
            .order_by(appointments.c.start, appointments.c.id)
        )
        with self._reads.connect() as connection:
            return [self._stored(row) for row in connection.execute(query)]

    def cancel(self, number: str, send: Sequence[Notice]) -> bool:
        """Cancels what is booked; its reminders go, `send` comes. False if it is not booked (any more)."""
        with self.engine.begin() as connection:
            changed = _change(connection, number, {"state": CANCELLED})
            if changed is None:
                return False
            _forget_notices(connection, number)
            _add_notices(connection, number, changed, send)
        return True

    def move(self, number: str, slot: SlotLike, now: datetime, send: Sequence[Notice]) -> bool:
        """Moves what is booked to a free slot; False if that is taken or the appointment is not booked (any more)."""
        values = {
            "office": slot.office,
            "counsellor": slot.counsellor,
            "start": as_stored(slot.start),
            "end": as_stored(slot.end),
        }
        try:
            with self.engine.begin() as connection:
                self._let_go(connection, slot, "", now)
                changed = _change(connection, number, values)
                if changed is None:
                    return False
                _forget_notices(connection, number)
                _add_notices(connection, number, changed, send)
        except sa.exc.IntegrityError:
            return False
        return True

    def erase(self, number: str, send: Sequence[Notice]) -> None:
        """Removes what is known about the person and cancels a live appointment; the rest goes with `erase_before`."""
        with self.engine.begin() as connection:
            _forget_notices(connection, number)
            connection.execute(
                appointments.update()
                .where(appointments.c.id == number)
                .values(state=CANCELLED, details=None, holder="", sequence=appointments.c.sequence + 1)
            )
            sequence = connection.execute(
                sa.select(appointments.c.sequence).where(appointments.c.id == number)
            ).scalar()
            if sequence is not None:
                _add_notices(connection, number, sequence, send)

    def erase_before(self, moment: datetime, now: datetime) -> int:
        """Removes appointments that ended before, and expired holds; how many there were is counted and stays."""
        old = sa.and_(appointments.c.end < as_stored(moment), appointments.c.state != HELD)
        with self.engine.begin() as connection:
            rows = list(connection.execute(sa.select(appointments).where(old)))
            for (month, office, language, state), number in Counter(
                (f"{row.start:%Y-%m}", row.office, row.language, row.state) for row in rows
            ).items():
                _count(connection, {"month": month, "office": office, "language": language, "state": state}, number)
            ids = [row.id for row in rows]
            connection.execute(notices.delete().where(notices.c.appointment.in_(ids)))
            connection.execute(appointments.delete().where(appointments.c.id.in_(ids)))
            connection.execute(
                appointments.delete().where(appointments.c.state == HELD, appointments.c.held_until < as_stored(now))
            )
        return len(ids)

    def _let_go(self, connection: Connection, slot: SlotLike, holder: str, now: datetime) -> None:
        """Deletes the holder's holds and, of others, expired ones of the same slot."""
        expired = sa.and_(
            appointments.c.office == slot.office,
            appointments.c.counsellor == slot.counsellor,
            appointments.c.start == as_stored(slot.start),
            appointments.c.held_until <= as_stored(now),
        )
        connection.execute(
            appointments.delete().where(appointments.c.state == HELD, sa.or_(appointments.c.holder == holder, expired))
        )

    def _stored(self, row: Row) -> Stored:
        values = dict(row._mapping)
        values.pop("created")
        details = values.pop("details")
        for name in ("start", "end", "held_until"):
            values[name] = _aware(values[name]) if values[name] else None
        return Stored(**values, details=self._secrets.decrypt(details) if details else {})


def _is_live(now: datetime) -> "sa.sql.ColumnElement[sa.Boolean]":
    held = sa.and_(appointments.c.state == HELD, appointments.c.held_until > as_stored(now))
    return sa.or_(appointments.c.state == BOOKED, held)


def _change(connection: Connection, number: str, values: dict[str, Any]) -> int | None:
    """Changes a booked appointment and counts the change; the new count, or None if it is not booked."""
    changed = connection.execute(
        appointments.update()
        .where(appointments.c.id == number, appointments.c.state == BOOKED)
        .values(**values, sequence=appointments.c.sequence + 1)
    ).rowcount
    if not changed:
        return None
    sequence: int = connection.execute(
        sa.select(appointments.c.sequence).where(appointments.c.id == number)
    ).scalar_one()
    return sequence


def _add_notices(connection: Connection, number: str, change: int, send: Sequence[Notice]) -> None:
    for notice in send:
        connection.execute(
            notices.insert().values(
                id=f"{time.time_ns():016x}{uuid.uuid4().hex[:16]}",  # sorts in the order of writing
                appointment=number,
                kind=notice.kind,
                number=change,
                due=as_stored(notice.due),
                attempts=0,
            )
        )


def _count(connection: Connection, key: dict[str, str], number: int) -> None:
    same = sa.and_(*(counts.c[name] == value for name, value in key.items()))
    known = connection.execute(counts.update().where(same).values(number=counts.c.number + number)).rowcount
    if not known:
        connection.execute(counts.insert().values(**key, number=number))


def _forget_notices(connection: Connection, number: str) -> None:
    connection.execute(notices.delete().where(notices.c.appointment == number, notices.c.sent.is_(None)))


def as_stored(moment: datetime) -> datetime:
    """As the database keeps it: UTC without a zone."""
    return moment.astimezone(timezone.utc).replace(tzinfo=None)


def _aware(moment: datetime) -> datetime:
    return moment.replace(tzinfo=timezone.utc)
