"""What all tests share: a copy of the knowledge, and one loaded assistant."""

import asyncio
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis

from bot.storage.bundled import BundledServer
from bot.web.worker import AssistantThread

PROJECT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session", autouse=True)
def copied_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Tests read and change a copy of the knowledge and the data, never those of the project."""
    folder = tmp_path_factory.mktemp("lotse")
    shutil.copytree(PROJECT / "knowledge", folder / "knowledge")
    shutil.copytree(PROJECT / ".lotse", folder / "data", ignore=shutil.ignore_patterns("redis"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LOTSE_KNOWLEDGE_DIR", str(folder / "knowledge"))
        patch.setenv("LOTSE_DATA_DIR", str(folder / "data"))
        yield folder


@pytest.fixture(scope="session")
def assistant(copied_folders: Path) -> Iterator[AssistantThread]:
    """The trained model, loaded once."""
    thread = AssistantThread()
    asyncio.run(thread.load(PROJECT / "models" / "lotse.tar.gz"))
    yield thread
    thread.stop()


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[BundledServer]:
    """A Redis of the test's own, which it may kill or fill."""
    server = BundledServer(tmp_path)
    server.start()
    yield server
    server.stop()


def pid_of(server: BundledServer) -> int:
    """The server's process."""
    return int(redis.Redis(unix_socket_path=str(server.socket)).info("server")["process_id"])
