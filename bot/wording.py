"""The fixed sentences, from `knowledge/wording/<language>.yml`."""

import re
from pathlib import Path
from typing import Any

from bot.errors import KnowledgeError
from bot.yamlfile import read_yaml

ORIGINAL = "de"
SECOND = "en"
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


def placeholders(sentence: str) -> set[str]:
    """The names in braces that the program fills in."""
    return set(_PLACEHOLDER.findall(sentence))


def _flatten(tree: dict[str, Any], path: Path, prefix: str = "") -> dict[str, str]:
    flat: dict[str, str] = {}
    for key, value in tree.items():
        if isinstance(value, dict):
            flat.update(_flatten(value, path, f"{prefix}{key}."))
        elif isinstance(value, str) and value.strip():
            flat[f"{prefix}{key}"] = value.strip()
        else:
            raise KnowledgeError(path, f"{prefix}{key} has no sentence")
    return flat


def read_wording(path: Path) -> dict[str, str]:
    """Reads one language's sentences as `section.key` → sentence.

    Raises KnowledgeError with the line if the file is not readable YAML or a value is not a sentence.
    """
    tree = read_yaml(path)
    if not isinstance(tree, dict):
        raise KnowledgeError(path, "this file is empty")
    return _flatten(tree, path)


class Wording:
    """All fixed sentences in all languages."""

    def __init__(self, sentences: dict[str, dict[str, str]]) -> None:
        if ORIGINAL not in sentences:
            raise KnowledgeError(Path("wording"), f"the original {ORIGINAL}.yml is missing")
        self._sentences = sentences

    @classmethod
    def load(cls, knowledge: Path) -> "Wording":
        """Reads every file of `knowledge/wording/`. Raises KnowledgeError."""
        folder = knowledge / "wording"
        return cls({path.stem: read_wording(path) for path in sorted(folder.glob("*.yml"))})

    @property
    def languages(self) -> list[str]:
        """Codes of the languages that have a wording file."""
        return list(self._sentences)

    def keys(self, language: str = ORIGINAL) -> list[str]:
        """The keys that a language's file has."""
        return list(self._sentences[language])

    def raw(self, key: str, language: str) -> str:
        """A language's own sentence with its placeholders. Raises KeyError if it has none."""
        return self._sentences[language][key]

    def text(self, key: str, language: str, **values: object) -> str:
        """The sentence in that language, or else in English, or else in German.

        A sentence that asks for more than the given values counts as missing.

        Raises KeyError if not even the original has it: that is a mistake in the program.
        """
        for code in (language, SECOND, ORIGINAL):
            sentence = self._sentences.get(code, {}).get(key)
            if sentence is not None and placeholders(sentence) <= values.keys():  # a typo there must not end a talk
                return _PLACEHOLDER.sub(lambda match: str(values[match[1]]), sentence)
        raise KeyError(key)

    def section(self, prefix: str, language: str) -> dict[str, str]:
        """All sentences of a section, by key without the section's name."""
        return {
            key[len(prefix) + 1 :]: self.text(key, language, **{name: "{" + name + "}" for name in placeholders(text)})
            for key, text in self._sentences[ORIGINAL].items()
            if key.startswith(prefix + ".")
        }
