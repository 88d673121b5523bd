"""What is to be sent and when. A notice is claimed before it is sent, so that of several workers one sends it."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.storage.appointments import as_stored
from bot.storage.sql import reading
from bot.storage.tables import notices

_CLAIM = timedelta(minutes=2)  # a worker that dies lets go of its notices after that
_MOST_AT_ONCE = 50


@dataclass(frozen=True)
class Due:
    """A notice that is due, claimed for whoever asked."""

    id: str
    appointment: str
    kind: str
    attempts: int


class Outbox:
    """The table of notices."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._reads = reading(engine)

    def claim(self, now: datetime) -> Iterator[Due]:
        """Notices that are due, oldest first, one after the other; each is claimed when it is handed out."""
        began = time.monotonic()
        query = sa.select(notices.c.id).where(_waiting(now)).order_by(notices.c.due, notices.c.id).limit(_MOST_AT_ONCE)
        with self._reads.connect() as connection:
            ids = list(connection.execute(query).scalars())
        for number in ids:
            moment = now + timedelta(seconds=time.monotonic() - began)  # those before may have taken long
            with self._engine.begin() as connection:
                claimed = connection.execute(
                    notices.update()
                    .where(notices.c.id == number, _waiting(moment))
                    .values(claimed_until=as_stored(moment + _CLAIM), attempts=notices.c.attempts + 1)
                ).rowcount
                row = connection.execute(sa.select(notices).where(notices.c.id == number)).first()
            if claimed and row is not None:
                yield Due(row.id, row.appointment, row.kind, row.attempts)

    def sent(self, number: str, now: datetime) -> None:
        """Notes that a notice has been sent, or that nobody is to get it."""
        self._set(number, sent=as_stored(now))

    def release(self, number: str, until: datetime | None = None) -> None:
        """Lets go of a notice that could not be sent: at once, so that it stays the first in line, or later."""
        self._set(number, claimed_until=as_stored(until) if until else None)

    def waiting(self) -> int:
        """How many have not been sent, due or not."""
        query = sa.select(sa.func.count()).select_from(notices).where(notices.c.sent.is_(None))
        with self._reads.connect() as connection:
            return int(connection.execute(query).scalar_one())

    def _set(self, number: str, **values: datetime | None) -> None:
        with self._engine.begin() as connection:
            connection.execute(notices.update().where(notices.c.id == number).values(**values))


def _waiting(now: datetime) -> "sa.sql.ColumnElement[sa.Boolean]":
    """Due, not sent, and claimed by nobody who is still at it."""
    moment = as_stored(now)
    free = sa.or_(notices.c.claimed_until.is_(None), notices.c.claimed_until <= moment)
    return sa.and_(notices.c.sent.is_(None), notices.c.due <= moment, free)
