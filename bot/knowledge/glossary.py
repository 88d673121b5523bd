"""Office words in a sentence each: "what is a Bescheid?" is answered from `knowledge/glossary.yml`.

A question counts as one about a word if, beside the word, it holds nothing but words with which one asks for a meaning
(`asking` in the file, by language). Everything else is left to the search.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field
from rapidfuzz import fuzz, process

from bot.yamlfile import read_text, validate

FILE = "glossary.yml"
_ALIKE = 86.0  # per cent: a letter wrong in a word of seven
_SHORT = 5  # letters; below, one wrong letter is another word
_LONGEST = 5  # words of a name, "Migrationsberatung für erwachsene Zuwanderer" is the longest
_ASIDE = re.compile(r"[^\w\s§]+")


class Word(BaseModel):
    """A word of the offices, how else it is written, and what it means in each language."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    word: str = Field(min_length=2)
    also: list[str] = []
    explanation: dict[str, str]
    entry: str | None = None

    @property
    def names(self) -> list[str]:
        """The word in all spellings."""
        return [self.word, *self.also]


class Glossary(BaseModel):
    """All words, and the words with which one asks for a meaning, by language."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    asking: dict[str, str] = {}
    words: list[Word] = []

    def find(self, text: str, language: str) -> Word | None:
        """The word whose meaning the text asks for, if it asks for nothing else."""
        spoken = _plain(text).split()
        asking = {word for code in (language, "de") for word in _plain(self.asking.get(code, "")).split()}
        rest = [word for word in spoken if word not in asking]
        if not rest or len(rest) == len(spoken) or len(rest) > _LONGEST:
            return None
        by_name = {_plain(name): word for word in self.words for name in word.names}
        name = " ".join(rest)
        if name in by_name:
            return by_name[name]
        if len(name) < _SHORT:
            return None
        found = process.extractOne(name, list(by_name), scorer=fuzz.ratio, score_cutoff=_ALIKE)
        return by_name[found[0]] if found else None


def load_glossary(knowledge: Path) -> Glossary:
    """Reads the file; without one there are no words. Raises KnowledgeError with file and line."""
    path = knowledge / FILE
    return validate(path, Glossary, read_text(path), {}) if path.is_file() else Glossary()


def mistakes(glossary: Glossary, languages: list[str], entries: list[str]) -> Iterator[str]:
    """What is missing: explanations in these languages, entries that do not exist, names that stand twice."""
    seen: dict[str, str] = {}
    for word in glossary.words:
        if missing := [code for code in languages if not word.explanation.get(code)]:
            yield f"{word.word}: no explanation in {', '.join(missing)}"
        if word.entry is not None and word.entry not in entries:
            yield f"{word.word}: there is no entry {word.entry!r}"
        for name in word.names:
            if _plain(name) in seen:
                yield f"{name!r} stands twice, under {seen[_plain(name)]} and {word.word}"
            seen[_plain(name)] = word.word
    for code in languages:
        if glossary.words and code not in glossary.asking:
            yield f"asking: no words in {code}"


def _plain(text: str) -> str:
    return " ".join(_ASIDE.sub(" ", text.casefold().replace("’", " ").replace("'", " ")).split())
