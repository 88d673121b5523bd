"""Settings come from the environment or from `.env`; a wrong one is named."""

from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.settings import load_settings


@pytest.fixture(autouse=True)
def somewhere_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_environment_wins_over_the_file(somewhere_else: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (somewhere_else / ".env").write_text("LOTSE_PORT=8100\nLOTSE_HOST=0.0.0.0\nSOMETHING_ELSE=1\n")
    monkeypatch.setenv("LOTSE_PORT", "8200")
    settings = load_settings()
    assert (settings.host, settings.port) == ("0.0.0.0", 8200)


def test_lotse_is_only_reachable_from_this_machine_unless_told_otherwise() -> None:
    assert load_settings().host == "127.0.0.1"
    assert load_settings().allowed_origins == []


@pytest.mark.parametrize("value", ["0", "70000", "a lot"])
def test_wrong_value_names_the_setting_as_it_is_written(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOTSE_PORT", value)
    with pytest.raises(SettingsError, match="LOTSE_PORT: "):
        load_settings()


def test_all_wrong_values_are_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOTSE_PORT", "0")
    monkeypatch.setenv("LOTSE_CONVERSATION_HOURS", "0")
    with pytest.raises(SettingsError, match=r"(?s)LOTSE_PORT.*LOTSE_CONVERSATION_HOURS"):
        load_settings()


def test_origins_are_a_list(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOTSE_ALLOWED_ORIGINS", '["https://example.org"]')
    assert load_settings().allowed_origins == ["https://example.org"]


def test_list_that_is_not_written_as_one_is_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOTSE_ALLOWED_ORIGINS", "https://example.org")
    with pytest.raises(SettingsError, match="Write a list like this"):
        load_settings()
