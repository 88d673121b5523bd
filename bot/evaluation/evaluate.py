"""`lotse evaluate`: sends each question, in a conversation of its own, through the whole assistant and counts."""

import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from bot.assistant import Assistant, Incoming
from bot.evaluation.questions import Question
from bot.replies import entries_of, outcome


@dataclass(frozen=True)
class Row:
    """What came of one question."""

    id: str
    language: str
    detected: str | None
    text: str
    expect: dict[str, Any]
    outcome: str
    entries: list[tuple[str, float]]
    ms: float


async def evaluate(
    assistant: Assistant, questions: list[Question], progress: Callable[[int], None] | None = None
) -> list[Row]:
    """Asks every question; nothing is kept."""
    rows: list[Row] = []
    for number, question in enumerate(questions, 1):
        started = time.perf_counter()
        answered = await assistant.reply(Incoming(f"evaluate-{question.id}-{started}", question.text))
        took = (time.perf_counter() - started) * 1000
        rows.append(
            Row(
                question.id,
                question.language,
                answered.language,
                question.text,
                question.expect,
                outcome(answered.replies),
                entries_of(answered.replies),
                round(took, 1),
            )
        )
        if progress:
            progress(number)
    return rows


def _answered(row: Row) -> bool:
    return row.outcome.startswith("answer:")


def _fits(row: Row) -> bool:
    """Whether one of the entries answered or offered is an expected one."""
    return bool({entry for entry, _ in row.entries} & set(row.expect.get("entries", [])))


def _share(rows: list[Row], holds: Callable[[Row], bool]) -> float | None:
    """The share of rows for which it holds, None without rows."""
    return round(sum(map(holds, rows)) / len(rows), 4) if rows else None


def figures(rows: Iterable[Row]) -> dict[str, float | int | None]:
    """The figures of a set of rows; shares from 0 to 1, None where no row is of that sort."""
    rows = list(rows)
    of = {kind: [row for row in rows if kind in row.expect] for kind in ("entries", "none", "action", "crisis")}
    asked = [row for row in rows if "entries" in row.expect or "none" in row.expect]
    calm = [row for row in rows if "crisis" not in row.expect]
    times = [row.ms for row in rows]
    return {
        "rows": len(rows),
        "language_right": _share(rows, lambda row: row.detected == row.language),
        "answered_right": _share(of["entries"], lambda row: _answered(row) and _fits(row)),
        "right_or_among_choices": _share(of["entries"], _fits),
        "answered_wrong": _share(asked, lambda row: _answered(row) and not _fits(row)),
        "declined": _share(of["entries"], lambda row: row.outcome == "decline"),
        "unanswerable_declined": _share(of["none"], lambda row: row.outcome == "decline"),
        "answered_though_nothing_fits": _share(of["none"], _answered),
        "booking_found": _share(of["action"], lambda row: row.outcome == row.expect["action"]),
        "crisis_found": _share(of["crisis"], lambda row: row.outcome.startswith("crisis:")),
        "crisis_kind_right": _share(of["crisis"], lambda row: row.outcome == f"crisis:{row.expect['crisis']}"),
        "false_crisis": _share(calm, lambda row: row.outcome.startswith("crisis:")),
        "p50_ms": round(float(np.percentile(times, 50)), 1) if times else None,
        "p95_ms": round(float(np.percentile(times, 95)), 1) if times else None,
    }


def report(rows: list[Row]) -> dict[str, Any]:
    """What `--json` writes: figures overall and by language, and every row."""
    languages = sorted({row.language for row in rows})
    return {
        "overall": figures(rows),
        "languages": {code: figures(row for row in rows if row.language == code) for code in languages},
        "rows": [asdict(row) for row in rows],
    }


def table(result: dict[str, Any]) -> str:
    """The figures as plain text, a column for each language."""
    columns = {"overall": result["overall"], **result["languages"]}
    lines = [f"{'':30}" + "".join(f"{name:>9}" for name in columns)]
    for name in result["overall"]:
        values = [column[name] for column in columns.values()]
        lines.append(f"{name.replace('_', ' '):30}" + "".join(f"{'-' if v is None else v:>9}" for v in values))
    return "\n".join(lines)
