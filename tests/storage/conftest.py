"""A Redis server of its own for each test."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from redis.asyncio import Redis

from bot.settings import Settings
from bot.storage.bundled import BundledServer
from bot.storage.redis import Storage


@pytest.fixture
def server(tmp_path: Path) -> Iterator[BundledServer]:
    server = BundledServer(tmp_path)
    server.start()
    yield server
    server.stop()


@pytest_asyncio.fixture
async def client(server: BundledServer) -> AsyncIterator[Redis]:
    storage = Storage(Settings(redis_url=server.url))
    yield storage.client
    await storage.close()
