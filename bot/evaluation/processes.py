"""Server processes for a measurement: started together, measured together, ended together, whatever happens.

Every process carries a mark in its environment, and so does whatever it starts, a daemon too. By the mark they are
found again for the memory and for the end.
"""

import contextlib
import os
import signal
import socket
import subprocess
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import NoReturn

import psutil
from typing_extensions import Self

from bot.errors import LotseError

MARK = "LOTSE_BENCHMARK_RUN"
PATIENCE = 300.0  # seconds for a server to become ready
GRACE = 10.0  # seconds between asking a process to end and ending it


class ServerError(LotseError):
    """A server ended or did not become ready."""


class Processes:
    """A group of processes. Use it in a `with` block of the main thread: at its end all of them have ended."""

    def __init__(self, logs: Path) -> None:
        self._logs = logs
        self._mark = uuid.uuid4().hex
        self._started: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> Self:
        self._before = signal.signal(signal.SIGTERM, _leave)  # Python would end at once, and leave them running
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        signal.signal(signal.SIGTERM, self._before)

    def start(self, name: str, command: Sequence[str], folder: Path, environment: dict[str, str] | None = None) -> None:
        """Starts one process in a folder; what it prints goes to `<name>.log`."""
        with (self._logs / f"{name}.log").open("wb") as log:
            self._started.append(
                subprocess.Popen(
                    command,
                    cwd=folder,
                    env={**os.environ, **(environment or {}), MARK: self._mark},
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,  # Ctrl-C reaches us first, and we end them
                )
            )

    def wait(self, ready: Callable[[], bool]) -> None:
        """Waits until the servers are ready. Raises ServerError with the end of the logs if that does not happen."""
        until = time.monotonic() + PATIENCE
        while not ready():
            if time.monotonic() > until or any(process.poll() is not None for process in self._started):
                ends = "\n".join(log.read_text("utf-8", "replace")[-1500:] for log in self._logs.glob("*.log"))
                raise ServerError(f"A server did not become ready. The end of its log:\n{ends}")
            time.sleep(0.1)

    def memory(self) -> int:
        """Resident memory of all processes together, in MB."""
        total = 0
        for process in self._alive():
            with contextlib.suppress(psutil.Error):
                total += process.memory_info().rss
        return total // 2**20

    def stop(self) -> None:
        """Ends all of them."""
        for process in self._alive():
            with contextlib.suppress(psutil.Error):
                process.terminate()
        psutil.wait_procs(list(self._alive()), timeout=GRACE)
        for process in self._alive():
            with contextlib.suppress(psutil.Error):
                process.kill()
        for started in self._started:
            started.wait()

    def _alive(self) -> Iterator[psutil.Process]:
        for process in psutil.process_iter():
            with contextlib.suppress(psutil.Error):
                if process.status() != psutil.STATUS_ZOMBIE and process.environ().get(MARK) == self._mark:
                    yield process


def _leave(number: int, frame: object) -> NoReturn:
    raise SystemExit(128 + number)


def free_port() -> int:
    """A port of the loopback address that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
