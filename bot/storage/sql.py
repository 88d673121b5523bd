"""The SQL database: an SQLite file by default, PostgreSQL by URL; brought up to date by Alembic."""

from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from sqlalchemy.engine import Engine, make_url

from bot.errors import SettingsError, StorageError

MIGRATIONS = Path(__file__).with_name("migrations")
FILE = "lotse.db"  # in the data folder
_PATIENCE_S = 5
_READS = "lotse_reads"


def open_database(url: str | None, data_dir: Path) -> Engine:
    """An engine whose tables are up to date.

    url: as SQLAlchemy writes it, or None for a file in the data folder. Raises SettingsError for a URL that is none,
    StorageError if the database cannot be reached.
    """
    if url is None:
        data_dir.mkdir(parents=True, exist_ok=True)
        url = f"sqlite:///{data_dir.resolve() / FILE}"
    try:
        parsed = make_url(url)
    except sa.exc.ArgumentError as error:
        raise SettingsError("LOTSE_DATABASE_URL is no database URL such as postgresql+psycopg2://…") from error
    engine = _sqlite(url) if parsed.get_backend_name() == "sqlite" else _postgres(url)
    try:
        _migrate(engine)
    except sa.exc.OperationalError as error:
        raise StorageError(f"the database cannot be reached: {type(error.orig).__name__}") from error
    return engine


def _sqlite(url: str) -> Engine:
    """SQLite so that several processes may write: a write-ahead log, and a writer takes the lock at the beginning."""
    engine = sa.create_engine(url, future=True, connect_args={"timeout": _PATIENCE_S, "check_same_thread": False})

    @sa.event.listens_for(engine, "connect")
    def _connect(connection: Any, record: Any) -> None:
        connection.isolation_level = None  # transactions begin where SQLAlchemy says, see below
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")  # what was confirmed survives a power cut
        connection.execute("PRAGMA foreign_keys=ON")

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: sa.engine.Connection) -> None:
        # Two readers that become writers would block each other; who waits at the beginning gets through.
        if not connection.get_execution_options().get(_READS):
            connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def reading(engine: Engine) -> Engine:
    """The same database for who only reads: on SQLite readers wait for nobody then."""
    return engine.execution_options(**{_READS: True})


def _postgres(url: str) -> Engine:
    return sa.create_engine(url, future=True, pool_pre_ping=True, pool_size=5, max_overflow=10)


def _migrate(engine: Engine) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":  # several processes start at once: one migrates, the others wait
            connection.execute(sa.text("SELECT pg_advisory_xact_lock(20261127)"))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
