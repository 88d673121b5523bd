"""Counts whether answers have helped."""

from datetime import date

from redis.asyncio import Redis

_KEPT_FOR = 400 * 24 * 3600  # seconds: long enough to compare with a year ago


async def count(client: Redis, day: date, entry: str, language: str, helpful: bool, reason: str | None = None) -> None:
    """Adds one to the day's count of an entry in a language, of votes or of a reason. Raises RedisError."""
    key = f"lotse:feedback:{day.isoformat()}"
    async with client.pipeline(transaction=True) as pipe:
        pipe.hincrby(key, f"{entry} {language} {reason or ('yes' if helpful else 'no')}", 1)
        pipe.expire(key, _KEPT_FOR)
        await pipe.execute()
