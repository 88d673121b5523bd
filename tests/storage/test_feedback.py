"""Feedback is counted, and nothing else is kept."""

from datetime import date

import pytest
from redis.asyncio import Redis

from bot.storage import feedback


@pytest.mark.asyncio
async def test_votes_are_counted_by_entry_language_and_day(client: Redis) -> None:
    for helpful in (True, True, False):
        await feedback.count(client, date(2026, 11, 22), "integrationskurs-kosten", "tr", helpful)
    await feedback.count(client, date(2026, 11, 23), "integrationskurs-kosten", "tr", True)
    assert await client.hgetall("lotse:feedback:2026-11-22") == {
        "integrationskurs-kosten tr yes": "2",
        "integrationskurs-kosten tr no": "1",
    }
    assert sorted(await client.keys("*")) == ["lotse:feedback:2026-11-22", "lotse:feedback:2026-11-23"]
