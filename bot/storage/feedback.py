"""Counts whether answers have helped."""

from datetime import date

from redis.asyncio import Redis

_KEPT_FOR = 400 * 24 * 3600  # seconds: long enough to compare with a year ago


async def count(client: Redis, day: date, entry: str, language: str, helpful: bool) -> None:
    """Adds one to the day's count of an entry in a language. Raises RedisError."""
    key = f"lotse:feedback:{day.isoformat()}"
    async with client.pipeline(transaction=True) as pipe:
        pipe.hincrby(key, f"{entry} {language} {'yes' if helpful else 'no'}", 1)
        pipe.expire(key, _KEPT_FOR)
        await pipe.execute()
