"""The languages Lotse speaks, from `knowledge/languages.yml`."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from bot.errors import KnowledgeError
from bot.yamlfile import read_yaml

DEFAULT = "de"


@dataclass(frozen=True)
class Language:
    """One language: its code (BCP 47), own name, writing direction, and tier (1 everything, 2 the essentials)."""

    code: str
    name: str
    direction: Literal["ltr", "rtl"]
    tier: Literal[1, 2]


def load_languages(knowledge: Path) -> dict[str, Language]:
    """Reads the languages in the order in which they are offered, by code.

    Raises KnowledgeError if the file is missing or a row is incomplete.
    """
    path = knowledge / "languages.yml"
    rows = read_yaml(path)
    languages: dict[str, Language] = {}
    for row in rows or []:
        try:
            language = Language(row["code"], row["name"], row["direction"], row["tier"])
        except (KeyError, TypeError) as error:
            raise KnowledgeError(path, f"each language needs code, name, direction and tier, not {row!r}") from error
        if language.direction not in ("ltr", "rtl") or language.tier not in (1, 2):
            raise KnowledgeError(path, f"{language.code}: direction is ltr or rtl, tier is 1 or 2")
        languages[language.code] = language
    if DEFAULT not in languages:
        raise KnowledgeError(path, f"the original language {DEFAULT!r} is missing")
    return languages
