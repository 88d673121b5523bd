"""A connection to a Redis of its own for each test."""

from collections.abc import AsyncIterator

import pytest_asyncio
from redis.asyncio import Redis

from bot.settings import Settings
from bot.storage.bundled import BundledServer
from bot.storage.redis import Storage


@pytest_asyncio.fixture
async def client(own_server: BundledServer) -> AsyncIterator[Redis]:
    storage = Storage(Settings(redis_url=own_server.url))
    yield storage.client
    await storage.close()
