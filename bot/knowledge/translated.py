"""`lotse translated`: notes that a translation says what the German text says now."""

import re
from pathlib import Path
from typing import Literal

from bot.errors import KnowledgeError
from bot.knowledge.load import read_entry_text
from bot.wording import ORIGINAL
from bot.yamlfile import read_text

_STATUS = re.compile(r"^status:.*$", re.M)
_FROM = re.compile(r"^translated_from:.*\n", re.M)


def mark_translated(folder: Path, language: str, status: Literal["reviewed", "machine"]) -> None:
    """Writes status and the German text's fingerprint into the front matter of one translation.

    Raises KnowledgeError if either file is missing or broken; the file is replaced as a whole or not at all.
    """
    path = folder / f"{language}.md"
    if language == ORIGINAL:
        raise KnowledgeError(path, "the German text is the original, not a translation")
    original = read_entry_text(folder / f"{ORIGINAL}.md")
    read_entry_text(path)
    front = f'status: {status}\ntranslated_from: "{original.fingerprint}"'  # quoted: it may look like a number
    text = _STATUS.sub(front, _FROM.sub("", read_text(path)), count=1)
    temporary = path.with_suffix(".tmp")
    temporary.write_text(text, "utf-8")
    read_entry_text(temporary)
    temporary.replace(path)
