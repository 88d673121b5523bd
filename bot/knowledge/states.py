"""In which state each entry is in each language: the table of `lotse check`."""

from datetime import date
from typing import Any, Literal

from bot.knowledge.load import Knowledge
from bot.knowledge.model import Entry

State = Literal["original", "reviewed", "machine", "outdated", "missing"]
_SIGNS = {"original": "o", "reviewed": "r", "machine": "m", "outdated": "!", "missing": "-"}
LEGEND = "o original, r reviewed by a person, m translated by machine, ! older than the German text, - missing"


def state_of(entry: Entry, language: str) -> State:
    """The state of one text."""
    if language not in entry.texts:
        return "missing"
    return "outdated" if entry.outdated(language) else entry.texts[language].status


def review_of(entry: Entry, today: date) -> Literal["expired", "due", "ok"]:
    """Whether a person must look at the entry."""
    if entry.expired(today):
        return "expired"
    return "due" if entry.due(today) else "ok"


def states(knowledge: Knowledge, today: date) -> list[dict[str, Any]]:
    """For each entry: its topic, whether it must be reviewed, until when it holds, and the state in each language."""
    languages = [code for code, language in knowledge.languages.items() if language.tier == 1]
    return [
        {
            "entry": entry.id,
            "topic": entry.topic,
            "review": review_of(entry, today),
            "reviewed": entry.reviewed.isoformat(),
            "valid_until": entry.valid_until.isoformat() if entry.valid_until else None,
            "languages": {code: state_of(entry, code) for code in languages},
        }
        for entry in sorted(knowledge.entries.values(), key=lambda one: (one.topic, one.id))
    ]


def table(rows: list[dict[str, Any]]) -> str:
    """The rows for a terminal, a sign for each language."""
    if not rows:
        return ""
    width = max(len(row["entry"]) for row in rows)
    head = f"{'':{width}}  " + " ".join(f"{code:2}" for code in rows[0]["languages"])
    lines = [
        f"{row['entry']:{width}}  "
        + " ".join(f"{_SIGNS[state]:2}" for state in row["languages"].values())
        + (f"  {row['review']}" if row["review"] != "ok" else "")
        for row in rows
    ]
    return "\n".join([head, *(line.rstrip() for line in lines), LEGEND])
