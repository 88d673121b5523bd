"""Encryption at rest."""

from pathlib import Path

import pytest

from bot.errors import SettingsError, StorageError
from bot.storage.secrets import FILE, Secrets, new_key


def test_values_come_back_as_they_were_and_are_not_readable_between() -> None:
    secrets = Secrets([new_key()])
    hidden = secrets.encrypt({"name": "Ølena"})
    assert "lena" not in hidden
    assert secrets.decrypt(hidden) == {"name": "Ølena"}


def test_a_new_key_in_front_reads_what_the_old_one_wrote() -> None:
    old, new = new_key(), new_key()
    hidden = Secrets([old]).encrypt({"a": 1})
    assert Secrets([new, old]).decrypt(hidden) == {"a": 1}
    with pytest.raises(StorageError, match="LOTSE_SECRET_KEYS"):
        Secrets([new]).decrypt(hidden)


def test_without_a_setting_a_key_is_made_once_for_the_owner_only(tmp_path: Path) -> None:
    hidden = Secrets.load([], tmp_path).encrypt({"a": 1})
    assert Secrets.load([], tmp_path).decrypt(hidden) == {"a": 1}
    assert (tmp_path / FILE).stat().st_mode & 0o077 == 0


def test_a_key_that_is_none_is_refused() -> None:
    with pytest.raises(SettingsError, match="32 bytes"):
        Secrets(["short"])
