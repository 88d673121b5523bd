"""Lotse beside stock Rasa, same questions, same run: `lotse benchmark speed`.

`run(questions, seconds, workspace)` returns a Result, `table(result)` prints it. The systems take turns in rounds. In
each round one is started, asked by one client at a time for the given seconds (latency), then by four clients at once
for as long (throughput), and ended. Each question has a conversation of its own, opened before the clock starts; when
all have been asked, they begin again. Everything happens on the loopback address.
"""

import asyncio
import itertools
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import numpy as np

from bot.evaluation.processes import Processes
from bot.evaluation.questions import Question
from bot.evaluation.stock import EPOCHS
from bot.evaluation.systems import Lotse, LotseProcesses, Said, StockRasa, System
from bot.evaluation.tables import text_table

ROUNDS = 2
CLIENTS = 4
PROCESSES = 2
WARM_UP = 5  # messages
Progress = Callable[[str], None]


@dataclass
class Figures:
    """What was measured of one system; lists have a value for each round. `said` is by question id."""

    name: str
    train_seconds: float
    start_seconds: list[float] = field(default_factory=list)
    milliseconds: list[float] = field(default_factory=list)
    per_second: list[float] = field(default_factory=list)
    memory_mb: list[int] = field(default_factory=list)
    said: dict[str, Said] = field(default_factory=dict)

    def percentile(self, share: int) -> float:
        """Milliseconds within which so many per cent of the messages were answered, one client at a time."""
        return float(np.percentile(self.milliseconds, share))

    @property
    def throughput(self) -> float:
        """Messages per second with four clients at once, the mean of the rounds."""
        return float(np.mean(self.per_second))


@dataclass(frozen=True)
class Result:
    """Figures of both systems, and the questions that both answered: only these are judged."""

    systems: list[Figures]
    judged: list[Question]
    epochs: int

    def ratios(self) -> list[tuple[str, float]]:
        """How many times the messages per second of the first system, stock Rasa, the others answer."""
        first, *others = self.systems
        return [(one.name, one.throughput / first.throughput) for one in others]


def run(
    questions: Sequence[Question],
    seconds: float,
    workspace: Path,
    rounds: int = ROUNDS,
    epochs: int = EPOCHS,
    progress: Progress | None = None,
) -> Result:
    """Trains both, then measures them in turns; takes about `rounds` times (4 times `seconds` and two starts).

    The workspace keeps models and logs; stock Rasa is trained again only when its data or the epochs changed. Raises
    LotseError if training fails or a server does not start.
    """
    tell = progress or (lambda _: None)
    mixed = list(questions)
    random.Random(0).shuffle(mixed)  # languages and kinds of questions mixed, the same way each time
    workspace = workspace.resolve()
    workspace.mkdir(parents=True, exist_ok=True)
    one = Lotse(workspace)
    systems: list[System] = [StockRasa(workspace, epochs), one, LotseProcesses(workspace, one, PROCESSES)]
    figures: list[Figures] = []
    for system in systems:
        tell(f"Training {system.name}")
        figures.append(Figures(system.name, system.train()))
    for number in range(1, rounds + 1):
        for system, measured in zip(systems, figures, strict=True):
            tell(f"Round {number} of {rounds}: {system.name}")
            _round(system, measured, mixed, seconds, workspace)
    both = set.intersection(*(set(one.said) for one in figures))
    return Result(figures, [question for question in mixed if question.id in both], epochs)


def table(result: Result) -> str:
    """Both systems side by side, and the ratio."""
    lines: list[tuple[str, Callable[[Figures], str]]] = [
        ("messages per second, 4 clients", lambda one: f"{one.throughput:.1f}"),
        ("  each round", lambda one: " ".join(f"{value:.1f}" for value in one.per_second)),
        ("p50 ms, 1 client", lambda one: f"{one.percentile(50):.1f}"),
        ("p95 ms, 1 client", lambda one: f"{one.percentile(95):.1f}"),
        ("memory MB, all processes", lambda one: " ".join(map(str, one.memory_mb))),
        ("seconds until ready", lambda one: " ".join(f"{value:.1f}" for value in one.start_seconds)),
        ("training seconds", lambda one: f"{one.train_seconds:.0f}"),
    ]
    shares = [judge(one, result.judged) for one in result.systems]
    rows = [[label, *(show(one) for one in result.systems)] for label, show in lines]
    rows += [[name, *(f"{of_one[name]:.3f}" for of_one in shares)] for name in JUDGED]
    both = text_table(["", *(one.name for one in result.systems)], rows)
    notes = [
        f"{len(result.judged)} questions judged; stock Rasa trained for {result.epochs} epochs.",
        *(f"{name} answers {ratio:.1f} times as many messages." for name, ratio in result.ratios()),
    ]
    return "\n".join([both, "", *notes])


JUDGED = ("right", "right among choices", "another entry", "answered though nothing fits")


def judge(figures: Figures, questions: Sequence[Question]) -> dict[str, float]:
    """By name of JUDGED: shares of the questions that an entry answers; the last one, of those that none does."""
    with_entry = [(one.expect["entries"], figures.said[one.id]) for one in questions if one.kind == "entries"]
    nothing = [figures.said[one.id] for one in questions if one.kind == "none"]
    counts = (
        sum(said.answered in entries for entries, said in with_entry),
        sum(said.answered is None and bool(set(said.offered) & set(entries)) for entries, said in with_entry),
        sum(said.answered is not None and said.answered not in entries for entries, said in with_entry),
        sum(said.answered is not None for said in nothing),
    )
    totals = (len(with_entry),) * 3 + (len(nothing),)
    return {name: count / max(total, 1) for name, count, total in zip(JUDGED, counts, totals, strict=True)}


def _round(system: System, figures: Figures, questions: list[Question], seconds: float, workspace: Path) -> None:
    logs = workspace / "logs"
    logs.mkdir(exist_ok=True)
    with Processes(logs) as processes:
        started = time.perf_counter()
        base = system.start(processes)
        processes.wait(lambda: system.ready(base))
        figures.start_seconds.append(time.perf_counter() - started)
        asyncio.run(_measure(system, figures, base, questions, seconds))
        figures.memory_mb.append(processes.memory())


async def _measure(system: System, figures: Figures, base: str, questions: list[Question], seconds: float) -> None:
    async with httpx.AsyncClient(base_url=base, timeout=60) as client:
        handles = {question.id: await system.open(client, f"q-{question.id}") for question in questions}
        for question in questions[:WARM_UP]:
            await system.ask(client, await system.open(client, f"warm-{question.id}"), question.text)

        async def ask_for(seconds: float, turn: Iterator[Question]) -> list[float]:
            took: list[float] = []
            until = time.perf_counter() + seconds
            while (started := time.perf_counter()) < until:
                question = next(turn)
                said = await system.ask(client, handles[question.id], question.text)
                took.append((time.perf_counter() - started) * 1000)
                figures.said.setdefault(question.id, said)
            return took

        figures.milliseconds += await ask_for(seconds, itertools.cycle(questions))
        turn, started = itertools.cycle(questions), time.perf_counter()
        asked = await asyncio.gather(*(ask_for(seconds, turn) for _ in range(CLIENTS)))
        figures.per_second.append(sum(map(len, asked)) / (time.perf_counter() - started))
