"""Tells those who wait for a conversation that something happened to it, in whichever process it did."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from redis.asyncio import Redis
from redis.exceptions import RedisError

from bot.storage.scripts import NEWS

_RECONNECT_AFTER = 0.5
_PATIENCE = 30.0


class News:
    """One subscription for the process, however many are waiting."""

    def __init__(self, client: Redis) -> None:
        self._client = client
        self._waiting: dict[str, set[asyncio.Event]] = defaultdict(set)
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begins to listen, in the background."""
        self._task = asyncio.create_task(self._listen())

    async def stop(self) -> None:
        """Ends listening."""
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    @asynccontextmanager
    async def about(self, conversation: str) -> AsyncIterator[asyncio.Event]:
        """An event that is set whenever the conversation has changed, or may have while Redis was away."""
        event = asyncio.Event()
        self._waiting[conversation].add(event)
        try:
            yield event
        finally:
            self._waiting[conversation].discard(event)
            if not self._waiting[conversation]:
                del self._waiting[conversation]

    async def _listen(self) -> None:
        while True:
            try:
                async with self._client.pubsub(ignore_subscribe_messages=True) as subscription:
                    await subscription.subscribe(NEWS)
                    self._tell([event for events in self._waiting.values() for event in events])
                    while True:
                        news = await subscription.get_message(timeout=_PATIENCE)
                        if news:
                            self._tell(list(self._waiting.get(news["data"], ())))
            except RedisError:
                await asyncio.sleep(_RECONNECT_AFTER)

    @staticmethod
    def _tell(events: list[asyncio.Event]) -> None:
        for event in events:
            event.set()
