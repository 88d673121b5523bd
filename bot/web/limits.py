"""How often an address and a conversation may ask, and how much a request may carry."""

import hashlib
import ipaddress
import math
import secrets
import time

from limits import RateLimitItemPerMinute
from limits.aio.storage import RedisStorage
from limits.aio.strategies import MovingWindowRateLimiter
from redis.asyncio import Redis
from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.errors import TooManyRequests
from bot.settings import Settings

_SALT = "lotse:salt"
_SALT_SECONDS = 24 * 3600


class Limits:
    """Counts in Redis, so that all processes count together."""

    def __init__(self, client: Redis, settings: Settings) -> None:
        self._client = client
        storage = RedisStorage(
            "async+redis://",
            implementation="redispy",
            key_prefix="lotse:limits",
            connection_pool=client.connection_pool,  # type: ignore[arg-type]
        )
        self._limiter = MovingWindowRateLimiter(storage)
        self._address = RateLimitItemPerMinute(settings.requests_per_minute_per_address)
        self._conversation = RateLimitItemPerMinute(settings.messages_per_minute)
        self._trust_proxy = settings.trust_proxy
        self._salt = ("", 0.0)

    async def request(self, connection: HTTPConnection) -> None:
        """Counts a request of an address. Raises TooManyRequests."""
        await self._count(self._address, await self._hashed(address_of(connection, self._trust_proxy)))

    async def message(self, conversation: str) -> None:
        """Counts a message of a conversation. Raises TooManyRequests."""
        await self._count(self._conversation, conversation)

    async def _count(self, limit: RateLimitItemPerMinute, who: str) -> None:
        if not await self._limiter.hit(limit, who):
            stats = await self._limiter.get_window_stats(limit, who)
            raise TooManyRequests(max(1, math.ceil(stats.reset_time - time.time())))

    async def _hashed(self, address: str) -> str:
        """The address under a secret that changes every day: nobody can work out the address from the key."""
        salt, until = self._salt
        if time.monotonic() > until:
            await self._client.set(_SALT, secrets.token_hex(16), nx=True, ex=_SALT_SECONDS)
            salt = str(await self._client.get(_SALT))
            self._salt = (salt, time.monotonic() + 60)
        return hashlib.blake2b(address.encode(), key=salt.encode(), digest_size=16).hexdigest()


def address_of(connection: HTTPConnection, trust_proxy: bool) -> str:
    """Who asks: the client's address, or behind a trusted proxy the one that the proxy saw (it appends it).

    Of an IPv6 address the network counts, since one household has all addresses in it.
    """
    address = connection.client.host if connection.client else ""
    forwarded = connection.headers.getlist("x-forwarded-for") if trust_proxy else []
    if forwarded:
        address = forwarded[-1].rsplit(",", 1)[-1].strip()
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network((parsed, 64), strict=False)) if parsed.version == 6 else str(parsed)


class LimitBody:
    """Middleware that refuses a body that is too big, by its stated length or while it comes in."""

    def __init__(self, app: ASGIApp, most: int) -> None:
        self._app = app
        self._most = most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        stated = dict(scope["headers"]).get(b"content-length", b"0")
        left = self._most - (int(stated) if stated.isdigit() else 0)
        counted = 0

        async def limited() -> Message:
            nonlocal counted
            message: Message = await receive() if left >= 0 else {"type": "http.request", "more_body": False}
            counted += len(message.get("body", b""))
            if left < 0 or counted > self._most:
                raise HTTPException(413)
            return message

        await self._app(scope, limited, send)
