"""Loads all of `knowledge/`. A broken file is reported, and what was there before stays in service."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from bot.errors import KnowledgeError
from bot.knowledge.glossary import Glossary, load_glossary
from bot.knowledge.model import Crisis, CrisisText, Entry, Text
from bot.knowledge.topics import Page, load_topics
from bot.languages import Language, load_languages
from bot.wording import Wording
from bot.yamlfile import read_text, split_front_matter, validate

Item = TypeVar("Item", Text, CrisisText, Entry, Crisis, Glossary)


@dataclass(frozen=True)
class Knowledge:
    """Everything that people maintain, as it is in service; `problems` says which files could not be used."""

    path: Path
    languages: dict[str, Language]
    wording: Wording
    topics: dict[str, Page]
    entries: dict[str, Entry] = field(default_factory=dict)
    crises: dict[str, Crisis] = field(default_factory=dict)
    glossary: Glossary = field(default_factory=Glossary)
    problems: tuple[KnowledgeError, ...] = ()


def load_knowledge(path: Path, before: Knowledge | None = None) -> Knowledge:
    """Loads the folder; `before` supplies the last good version of whatever is broken now.

    Raises KnowledgeError if nothing can be said at all: languages or wording missing or broken, and no version before.
    """
    problems: list[KnowledgeError] = []
    try:
        languages, wording, topics = load_languages(path), Wording.load(path), load_topics(path)
    except KnowledgeError as error:
        if before is None:
            raise
        problems.append(error)
        languages, wording, topics = before.languages, before.wording, before.topics
    entries: dict[str, Entry] = {}
    for file in sorted((path / "faq").glob("*/*/entry.yml")):
        known = before.entries.get(file.parent.name) if before else None
        entry = _entry(file, known, languages, problems)
        if entry:
            entries[entry.id] = entry
    crises: dict[str, Crisis] = {}
    for file in sorted((path / "crisis").glob("*/crisis.yml")):
        known_crisis = before.crises.get(file.parent.name) if before else None
        crisis = _crisis(file, known_crisis, languages, problems)
        if crisis:
            crises[crisis.kind] = crisis
    glossary = _or_before(lambda: load_glossary(path), before.glossary if before else Glossary(), problems)
    return Knowledge(path, languages, wording, topics, entries, crises, glossary or Glossary(), tuple(problems))


def _or_before(read: Callable[[], Item], before: Item | None, problems: list[KnowledgeError]) -> Item | None:
    try:
        return read()
    except KnowledgeError as error:
        problems.append(error)
        return before


def _language_files(folder: Path, languages: dict[str, Language], problems: list[KnowledgeError]) -> list[Path]:
    """The folder's `<language>.md` files; one for an unknown language is reported and left out."""
    files = sorted(folder.glob("*.md"))
    problems += [
        KnowledgeError(file, f"{file.stem!r} is no language of languages.yml")
        for file in files
        if file.stem not in languages
    ]
    return [file for file in files if file.stem in languages]


def read_entry_text(path: Path) -> Text:
    """Reads one `<language>.md` of an entry. Raises KnowledgeError."""
    front, body = split_front_matter(path, read_text(path))
    return validate(path, Text, front, {"language": path.stem, "path": path, "body": body}, 2)


def _read_crisis_text(path: Path) -> CrisisText:
    front, body = split_front_matter(path, read_text(path))
    return validate(path, CrisisText, front, {"language": path.stem, "path": path, "body": body}, 2)


def _entry(
    path: Path, before: Entry | None, languages: dict[str, Language], problems: list[KnowledgeError]
) -> Entry | None:
    texts: dict[str, Text] = {}
    for file in _language_files(path.parent, languages, problems):
        known = before.texts.get(file.stem) if before else None
        text = _or_before(lambda file=file: read_entry_text(file), known, problems)  # type: ignore[misc]
        if text:
            texts[file.stem] = text

    def read() -> Entry:
        if not texts:
            raise KnowledgeError(path.parent, "this entry has no readable text; it needs at least a de.md")
        return validate(path, Entry, read_text(path), {"id": path.parent.name, "path": path, "texts": texts})

    return _or_before(read, before, problems)


def _crisis(
    path: Path, before: Crisis | None, languages: dict[str, Language], problems: list[KnowledgeError]
) -> Crisis | None:
    texts: dict[str, CrisisText] = {}
    for file in _language_files(path.parent, languages, problems):
        known = before.texts.get(file.stem) if before else None
        text = _or_before(lambda file=file: _read_crisis_text(file), known, problems)  # type: ignore[misc]
        if text:
            texts[file.stem] = text
    more = {"kind": path.parent.name, "path": path, "texts": texts}
    return _or_before(lambda: validate(path, Crisis, read_text(path), more), before, problems)
