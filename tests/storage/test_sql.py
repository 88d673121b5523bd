"""Opening a database."""

from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from bot.errors import SettingsError, StorageError
from bot.storage.sql import FILE, open_database
from bot.storage.tables import metadata


def test_without_a_url_it_is_a_file_in_the_data_folder_and_opens_twice(tmp_path: Path) -> None:
    for _ in range(2):
        engine = open_database(None, tmp_path)
        engine.dispose()
    assert (tmp_path / FILE).is_file()


def test_migrations_lead_to_the_tables_that_the_program_knows(tmp_path: Path) -> None:
    engine = open_database(None, tmp_path)
    with engine.connect() as connection:
        assert not compare_metadata(MigrationContext.configure(connection), metadata)


def test_the_database_refuses_a_slot_twice(tmp_path: Path) -> None:
    engine = open_database(None, tmp_path)
    row = (
        "insert into appointments (id, office, counsellor, start, end, state, holder, language, sequence, created) "
        "values ('{}', 'o', 'c', '2026-12-01', '2026-12-01', '{}', 'h', 'de', 0, '2026-12-01')"
    )
    with engine.begin() as connection:
        connection.execute(sa.text(row.format(1, "cancelled")))
        connection.execute(sa.text(row.format(2, "booked")))
    with pytest.raises(sa.exc.IntegrityError), engine.begin() as connection:
        connection.execute(sa.text(row.format(3, "held")))


def test_a_url_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="LOTSE_DATABASE_URL"):
        open_database("nonsense", tmp_path)


def test_a_server_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="cannot be reached"):
        open_database("postgresql+psycopg2://nobody@127.0.0.1:1/none", tmp_path)
