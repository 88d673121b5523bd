"""`lotse check`: looks through all of `knowledge/` for what a person must mend or look at."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from bot.knowledge.consistency import LINK, differences
from bot.knowledge.glossary import FILE, mistakes
from bot.knowledge.load import Knowledge
from bot.knowledge.model import KINDS, Crisis, CrisisText, Entry, Text
from bot.wording import ORIGINAL, placeholders
from bot.yamlfile import FENCE, read_text

SHORTEST, LONGEST = 60, 180  # words of an answer
_HEADING = re.compile(r"^#{1,6} ", re.M)
_HTML = re.compile(r"<[a-zA-Z/!][^>]*>")
_SAFE = ("https://", "http://", "tel:", "mailto:")


@dataclass(frozen=True)
class Finding:
    """Something to mend (error: `lotse check` fails) or to look at (warning)."""

    level: Literal["error", "warning"]
    path: Path
    message: str
    line: int | None = None

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else str(self.path)
        return f"{self.level}: {place}: {self.message}"


def check(knowledge: Knowledge, today: date) -> list[Finding]:
    """All findings, errors first."""
    findings = [Finding("error", problem.path, problem.message, problem.line) for problem in knowledge.problems]
    if not knowledge.entries:
        findings.append(Finding("error", knowledge.path / "faq", "there is no entry: Lotse would decline everything"))
    for entry in knowledge.entries.values():
        findings += _entry(entry, knowledge, today)
        for text in entry.texts.values():
            findings += _body(text.path, text.body)
            findings += _text(text, entry)
    for kind in KINDS:
        if kind not in knowledge.crises:
            findings.append(Finding("error", knowledge.path / "crisis" / kind, "there is no text for this crisis"))
    for crisis in knowledge.crises.values():
        findings += _crisis(crisis, knowledge)
    tier_1 = [code for code, language in knowledge.languages.items() if language.tier == 1]
    for mistake in mistakes(knowledge.glossary, tier_1, list(knowledge.entries)):
        findings.append(Finding("error", knowledge.path / FILE, mistake))
    findings += _twice(knowledge)
    findings += _wording(knowledge)
    return sorted(findings, key=lambda finding: (finding.level, str(finding.path), finding.line or 0))


def too_hard(by_difficulty: list[tuple[float, Text]], limit: float) -> list[Finding]:
    """An error for each German answer that is harder to read than the limit (see `bot/knowledge/readability.py`)."""
    advice = "use shorter sentences and shorter words"
    return [
        Finding("error", text.path, f"hard to read: {figure:.1f}, at most {limit:.1f} is allowed; {advice}")
        for figure, text in by_difficulty
        if figure > limit
    ]


def _entry(entry: Entry, knowledge: Knowledge, today: date) -> Iterator[Finding]:
    folder = entry.path.parent.parent.name
    if entry.topic != folder:
        yield Finding("error", entry.path, f"topic is {entry.topic!r}, but the entry lies in the folder {folder!r}")
    if entry.topic not in knowledge.topics:
        yield Finding("error", entry.path, f"topic {entry.topic!r} is not in topics.yml")
    if f"topic.{entry.topic}" not in knowledge.wording.keys():  # noqa: SIM118 - not a dictionary
        yield Finding("error", entry.path, f"topic.{entry.topic} is not in wording/{ORIGINAL}.yml")
    for other in entry.related:
        if other not in knowledge.entries:
            yield Finding("error", entry.path, f"related: there is no entry {other!r}")
    if ORIGINAL not in entry.texts:
        yield Finding("error", entry.path.parent, "the German original de.md is missing")
    if entry.expired(today):
        yield Finding("warning", entry.path, f"expired on {entry.valid_until}: users see no answer until it is renewed")
    elif entry.due(today):
        yield Finding("warning", entry.path, f"last reviewed on {entry.reviewed}: due for review")


def _text(text: Text, entry: Entry) -> Iterator[Finding]:
    words = len(text.body.split())
    if not SHORTEST <= words <= LONGEST:
        yield Finding("warning", text.path, f"the answer has {words} words; {SHORTEST} to {LONGEST} are good to read")
    if (text.status == "original") != (text.language == ORIGINAL):
        yield Finding(
            "error", text.path, "status: the German text is `original`, translations are `reviewed` or `machine`"
        )
    elif entry.outdated(text.language):
        command = f"lotse translated {entry.id} {text.language}"
        yield Finding("warning", text.path, f"the German text has changed since; adapt this one, then run `{command}`")
    if text.language != ORIGINAL and ORIGINAL in entry.texts:
        yield from _differences(text, entry.texts[ORIGINAL])


def _differences(text: Text | CrisisText, original: Text | CrisisText) -> Iterator[Finding]:
    for difference in differences(original.body, text.body):
        yield Finding("error", text.path, difference, _first_line(text.path))


def _body(path: Path, body: str) -> Iterator[Finding]:
    start = _first_line(path)
    for pattern, advice in ((_HEADING, "no headings in answers"), (_HTML, "no HTML in answers")):
        found = pattern.search(body)
        if found:
            yield Finding("error", path, advice, start + body[: found.start()].count("\n"))
    for found in LINK.finditer(body):
        if not found[1].startswith(_SAFE):
            line = start + body[: found.start()].count("\n")
            yield Finding("error", path, f"link {found[1]!r} must begin with https://, tel: or mailto:", line)


def _first_line(path: Path) -> int:
    """The line on which the body begins."""
    lines = read_text(path).split("\n")
    fence = next(number for number, line in enumerate(lines[1:], 1) if line.strip() == FENCE)
    return next((number + 1 for number, line in enumerate(lines) if number > fence and line.strip()), fence + 1)


def _crisis(crisis: Crisis, knowledge: Knowledge) -> Iterator[Finding]:
    for code, language in knowledge.languages.items():
        if language.tier == 1 and code not in crisis.texts:
            yield Finding("error", crisis.path.parent, f"{code}.md is missing: a crisis is answered in every language")
    for text in crisis.texts.values():
        yield from _body(text.path, text.body)
        if text.language != ORIGINAL and ORIGINAL in crisis.texts:
            yield from _differences(text, crisis.texts[ORIGINAL])


def _twice(knowledge: Knowledge) -> Iterator[Finding]:
    """A phrasing that stands under two entries of a language cannot tell them apart."""
    seen: dict[tuple[str, str], list[Text]] = defaultdict(list)
    for entry in knowledge.entries.values():
        for text in entry.texts.values():
            for phrasing in (text.question, *text.phrasings):
                seen[text.language, phrasing.casefold().strip()].append(text)
    for (_, phrasing), texts in seen.items():
        if len(texts) > 1:
            other = next((text for text in texts if text is not texts[0]), texts[0])
            yield Finding("error", texts[0].path, f"{phrasing!r} stands twice, also in {other.path}")


def _wording(knowledge: Knowledge) -> Iterator[Finding]:
    """Every language has the sentences and placeholders of the original."""
    wording, folder = knowledge.wording, knowledge.path / "wording"
    original = {key: placeholders(wording.raw(key, ORIGINAL)) for key in wording.keys()}  # noqa: SIM118 - not a dictionary
    for code in wording.languages:
        path, keys = folder / f"{code}.yml", set(wording.keys(code))
        if code not in knowledge.languages:
            yield Finding("error", path, f"{code!r} is no language of languages.yml")
        for key in sorted(keys - set(original)):
            yield Finding("error", path, f"{key} is not in {ORIGINAL}.yml")
        for key in sorted(set(original) - keys):
            yield Finding("error", path, f"{key} is missing")
        for key in sorted(keys & set(original)):
            if placeholders(wording.raw(key, code)) != original[key]:
                names = ", ".join(sorted(original[key])) or "none"
                yield Finding("error", path, f"{key}: the words in braces must be the same as in German ({names})")
    for code, language in knowledge.languages.items():
        if language.tier == 1 and code not in wording.languages:
            yield Finding("error", folder, f"{code}.yml is missing")
