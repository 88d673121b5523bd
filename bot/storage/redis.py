"""The connection to Redis: the server that the settings name, or the bundled one."""

import asyncio

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError, RedisError

from bot.settings import Settings
from bot.storage.bundled import BundledServer

_TIMEOUT = 2.0  # seconds: a request is answered with "not available" rather than kept waiting
_CHECK_EVERY = 5.0
_PROBE = "lotse:probe"
_COMPACT_EVERY = 3600.0


class Storage:
    """Redis for one process. `client` may be used before `open`: it connects when it is needed."""

    def __init__(self, settings: Settings) -> None:
        self._bundled = None if settings.redis_url else BundledServer(settings.data_dir)
        self.client = Redis.from_url(
            settings.redis_url or self._bundled.url,  # type: ignore[union-attr]
            decode_responses=True,
            socket_timeout=_TIMEOUT,
            socket_connect_timeout=_TIMEOUT,
            # Connections that a restart of the server has cut are replaced once, at once.
            retry=Retry(NoBackoff(), 1, supported_errors=(ConnectionError,)),
        )
        self._keeper: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Starts the bundled server if it is used. Raises StorageError if it does not start."""
        if self._bundled:
            await asyncio.to_thread(self._bundled.start)
            self._keeper = asyncio.create_task(self._keep(self._bundled))

    async def close(self) -> None:
        """Closes all connections; the bundled server stops with its last user."""
        if self._keeper:
            self._keeper.cancel()
        await self.client.aclose()
        if self._bundled:
            await asyncio.to_thread(self._bundled.stop)

    async def answers(self) -> bool:
        """Whether Redis can be reached now."""
        try:
            return bool(await self.client.ping())
        except RedisError:
            return False

    async def takes_writes(self) -> bool:
        """Whether Redis can be reached and written to now: a full server still answers."""
        try:
            return bool(await self.client.set(_PROBE, 1, ex=60))
        except RedisError:
            return False

    async def _keep(self, bundled: BundledServer) -> None:
        """Starts the bundled server again if it dies.

        Its log is rewritten from time to time: what was erased or has expired must not stay on the disk.
        """
        compacted = asyncio.get_running_loop().time()
        while True:
            await asyncio.sleep(_CHECK_EVERY)
            try:
                if not await self.answers():
                    await asyncio.to_thread(bundled.start)
                elif asyncio.get_running_loop().time() - compacted > _COMPACT_EVERY:
                    await self.client.bgrewriteaof()
                    compacted = asyncio.get_running_loop().time()
            except Exception:  # the next round tries again; requests say "not available" until then
                continue
