"""Encrypts personal data at rest (Fernet: AES-128 and HMAC-SHA256) and signs links."""

import json
import os
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from bot.errors import SettingsError, StorageError

FILE = "secret.key"  # in the data folder, if no key is set


class Secrets:
    """Encrypts with the first key and reads with all: to change keys, put the new one in front."""

    def __init__(self, keys: list[str]) -> None:
        try:
            self._keys = MultiFernet([Fernet(key) for key in keys])
        except ValueError as error:
            raise SettingsError(
                "LOTSE_SECRET_KEYS: each key is 32 bytes in URL-safe base64; `lotse key` makes one"
            ) from error
        self.signing_keys = keys[::-1]  # itsdangerous signs with the last and accepts all

    @classmethod
    def load(cls, keys: list[str], data_dir: Path) -> "Secrets":
        """From the settings or, without any, from a file in the data folder that is made the first time."""
        return cls(keys or [_own_key(data_dir / FILE)])

    def encrypt(self, values: dict[str, Any]) -> str:
        """The values as one encrypted text."""
        return self._keys.encrypt(json.dumps(values, ensure_ascii=False).encode()).decode()

    def decrypt(self, text: str) -> dict[str, Any]:
        """The values again. Raises StorageError if no key fits."""
        try:
            values: dict[str, Any] = json.loads(self._keys.decrypt(text.encode()))
        except InvalidToken as error:
            raise StorageError("an appointment cannot be decrypted: the key in LOTSE_SECRET_KEYS is missing") from error
        return values


def new_key() -> str:
    """A fresh key."""
    return Fernet.generate_key().decode()


def _own_key(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text("ascii").strip()
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(new_key())
    return path.read_text("ascii").strip()
