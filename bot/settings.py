"""All settings, read once from the environment (prefix `LOTSE_`) or an `.env` file."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict
from pydantic_settings.exceptions import SettingsError as NotJson

from bot.errors import SettingsError

PROJECT = Path(__file__).resolve().parent.parent


Hour = Annotated[int, Field(ge=0, le=23)]


class Settings(BaseSettings):
    """What an operator may set. `.env.example` lists the same names with their meaning."""

    model_config = SettingsConfigDict(env_prefix="LOTSE_", env_file=".env", extra="ignore")

    host: str = "127.0.0.1"
    port: int = Field(8000, ge=1, le=65535)
    knowledge_dir: Path = PROJECT / "knowledge"
    model_dir: Path = PROJECT / "models"
    data_dir: Path = PROJECT / ".lotse"
    redis_url: str | None = None
    database_url: str | None = None
    secret_keys: list[str] = []
    public_url: str = "http://127.0.0.1:8000"
    sample_offices: bool = True
    hold_minutes: int = Field(10, ge=1, le=60)
    reminder_hours: list[Annotated[int, Field(ge=1, le=24 * 14)]] = [24, 2]
    quiet_hours: tuple[Hour, Hour] = (21, 7)
    smtp_url: str | None = None
    mail_from: str = "lotse@localhost"
    erase_after_days: int = Field(30, ge=1, le=365)
    conversation_hours: int = Field(24, ge=1, le=24 * 30)
    message_max_chars: int = Field(5000, ge=100, le=20000)
    body_max_bytes: int = Field(64 * 1024, ge=4096)
    messages_per_minute: int = Field(20, ge=1)
    requests_per_minute_per_address: int = Field(240, ge=1)
    allowed_origins: list[str] = []
    imprint_url: str | None = Field(None, pattern=r"^https?://\S+$")
    privacy_url: str | None = Field(None, pattern=r"^https?://\S+$")
    trust_proxy: bool = False
    watch_knowledge: bool = True
    readability_limit: float = Field(8.5, ge=4, le=15)
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"


def load_settings() -> Settings:
    """Reads the settings from the environment.

    Raises SettingsError that names the setting and what is wrong with it.
    """
    try:
        return Settings()
    except ValidationError as error:
        lines = [
            f"LOTSE_{'.'.join(str(part) for part in problem['loc']).upper()}: {problem['msg']}"
            for problem in error.errors()
        ]
        raise SettingsError("These settings cannot be used:\n  " + "\n  ".join(lines)) from error
    except NotJson as error:  # a list that is not written as one
        raise SettingsError(
            f'{error}. Write a list like this: LOTSE_ALLOWED_ORIGINS=["https://example.org"]'
        ) from error
