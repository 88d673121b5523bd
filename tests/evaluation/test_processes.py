import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from bot.evaluation.processes import Processes, ServerError, free_port

# Starts a second process in a session of its own, as a daemon does, and says when it runs.
DAEMON = """
import subprocess, sys, time, pathlib
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], start_new_session=True)
pathlib.Path("child").write_text(str(child.pid))
time.sleep(60)
"""

MEASURE = """
import pathlib, sys, time
from bot.evaluation.processes import Processes
with Processes(pathlib.Path(".")) as processes:
    processes.start("daemon", [sys.executable, "daemon.py"], pathlib.Path("."))
    time.sleep(60)
"""
ROOT = str(Path(__file__).resolve().parents[2])


def child_of(folder: Path) -> int:
    file = folder / "child"
    return int(file.read_text() or 0) if file.is_file() else 0


def test_stop_ends_daemons_too(tmp_path: Path) -> None:
    with Processes(tmp_path) as processes:
        processes.start("daemon", [sys.executable, "-c", DAEMON], tmp_path)
        processes.wait(lambda: child_of(tmp_path) > 0)
        child = psutil.Process(child_of(tmp_path))
        assert processes.memory() > 5  # two interpreters
    assert not child.is_running() or child.status() == psutil.STATUS_ZOMBIE


def test_an_error_in_the_block_ends_the_processes(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), Processes(tmp_path) as processes:
        processes.start("daemon", [sys.executable, "-c", DAEMON], tmp_path)
        processes.wait(lambda: child_of(tmp_path) > 0)
        raise KeyboardInterrupt
    child = child_of(tmp_path)
    assert not psutil.pid_exists(child) or psutil.Process(child).status() == psutil.STATUS_ZOMBIE


def test_a_measurement_that_is_told_to_end_takes_its_processes_along(tmp_path: Path) -> None:
    (tmp_path / "daemon.py").write_text(DAEMON)
    (tmp_path / "measure.py").write_text(MEASURE)
    measurement = subprocess.Popen([sys.executable, "measure.py"], cwd=tmp_path, env={**os.environ, "PYTHONPATH": ROOT})
    until = time.monotonic() + 30
    while not child_of(tmp_path) and time.monotonic() < until:
        time.sleep(0.05)
    measurement.send_signal(signal.SIGTERM)
    measurement.wait(30)
    child = child_of(tmp_path)
    assert child
    assert not psutil.pid_exists(child) or psutil.Process(child).status() == psutil.STATUS_ZOMBIE


def test_a_process_that_ends_early_is_reported_with_its_log(tmp_path: Path) -> None:
    with pytest.raises(ServerError, match="no such model"), Processes(tmp_path) as processes:
        processes.start("server", [sys.executable, "-c", "print('no such model')"], tmp_path)
        processes.wait(lambda: False)


def test_free_port_is_a_port() -> None:
    assert 1024 <= free_port() <= 65535
