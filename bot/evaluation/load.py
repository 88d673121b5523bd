"""Conversations as people have them, on one and more processes: `lotse benchmark load`.

locust plays the people (`benchmarks/load/locustfile.py`). It runs in an environment of its own, since its libraries are
not ours. Each number of processes is measured twice: with people who never pause, which gives the highest load, and
with half as many requests, which gives the waiting time that people see.
"""

import csv
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.errors import LotseError
from bot.evaluation.processes import Processes
from bot.evaluation.systems import Lotse, LotseProcesses
from bot.evaluation.tables import text_table
from bot.settings import PROJECT

LOCUST = "locust==2.43.3"
PEOPLE = 16
Progress = Callable[[str], None]


class LoadError(LotseError):
    """locust is missing or failed."""


@dataclass(frozen=True)
class Stage:
    """One measurement: requests, failures, milliseconds, and MB of all processes together at its end.

    Opening a conversation is a request too.
    """

    processes: int
    load: str
    requests: int
    failures: int
    per_second: float
    p50: float
    p95: float
    p99: float
    memory_mb: int


def run(processes: Sequence[int], seconds: int, questions: Path, workspace: Path, progress: Progress) -> list[Stage]:
    """Measures each number of processes twice for the given seconds. Raises LotseError if something does not start."""
    shutil.rmtree(workspace, ignore_errors=True)  # figures of an earlier run must not be taken for new ones
    stages = []
    for number in processes:
        with _served(number, workspace) as (running, base):
            progress(f"{number} processes, highest load")
            highest = _measure(number, "highest", 0.0, seconds, questions, workspace, running, base)
            progress(f"{number} processes, half of it")
            rate = highest.per_second / 2 / PEOPLE
            stages += [highest, _measure(number, "half", rate, seconds, questions, workspace, running, base)]
    return stages


def table(stages: Sequence[Stage]) -> str:
    """All stages as plain text."""
    head = ["processes, load", "requests", "failed", "per second", "p50 ms", "p95 ms", "p99 ms", "memory MB"]
    return text_table(
        head,
        [
            [
                f"{one.processes}, {one.load}",
                one.requests,
                one.failures,
                f"{one.per_second:.1f}",
                *(f"{value:.0f}" for value in (one.p50, one.p95, one.p99)),
                one.memory_mb,
            ]
            for one in stages
        ],
    )


@contextmanager
def _served(number: int, workspace: Path) -> Iterator[tuple[Processes, str]]:
    """Lotse with the model that is in service, its data in the workspace."""
    logs = workspace / "logs"
    logs.mkdir(parents=True, exist_ok=True)
    system = LotseProcesses(workspace, Lotse(workspace), number)
    system.take_over()
    with Processes(logs) as running:
        base = system.start(running)
        running.wait(lambda: system.ready(base))
        yield running, base


def _measure(
    number: int, load: str, rate: float, seconds: int, questions: Path, workspace: Path, running: Processes, base: str
) -> Stage:
    prefix = workspace / f"{number}-{load}"
    command = [
        *(_uv(), "tool", "run", "--from", LOCUST, "locust", "--headless", "--only-summary", "--host", base),
        *("--locustfile", str(PROJECT / "benchmarks/load/locustfile.py"), "--csv", str(prefix)),
        *("--users", str(PEOPLE), "--spawn-rate", str(PEOPLE), "--run-time", f"{seconds}s", "--stop-timeout", "10"),
    ]
    environment = {**os.environ, "LOAD_QUESTIONS": str(questions), "LOAD_RATE": f"{rate:.3f}"}
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=seconds + 300)
    stats = prefix.with_name(f"{prefix.name}_stats.csv")
    if not stats.is_file():
        raise LoadError(f"locust did not measure anything:\n{ended.stderr[-1500:]}")
    return read_stage(stats, number, load, running.memory())


def read_stage(stats: Path, processes: int, load: str, memory_mb: int) -> Stage:
    """From the file of figures that locust writes: its last row, "Aggregated", is over all requests."""
    with stats.open(encoding="utf-8") as file:
        (total,) = [row for row in csv.DictReader(file) if row["Name"] == "Aggregated"]
    return Stage(
        processes=processes,
        load=load,
        requests=int(total["Request Count"]),
        failures=int(total["Failure Count"]),
        per_second=float(total["Requests/s"]),
        p50=float(total["50%"]),
        p95=float(total["95%"]),
        p99=float(total["99%"]),
        memory_mb=memory_mb,
    )


def _uv() -> str:
    own = PROJECT / ".tools" / "bin" / "uv"
    found = str(own) if own.is_file() else shutil.which("uv")
    if found is None:
        raise LoadError("uv is missing, which fetches locust. `make setup` installs it.")
    return found
