"""News reach whoever waits for a conversation, in any process."""

import asyncio

import pytest
from redis.asyncio import Redis

from bot.storage.conversations import Conversations
from bot.storage.news import News

pytestmark = pytest.mark.asyncio


async def test_only_those_who_wait_for_the_conversation_are_told(client: Redis) -> None:
    conversations, news = Conversations(client, hours=1), News(client)
    one, token, _ = await conversations.create("de", [{"text": "Hallo"}])
    other, _, _ = await conversations.create("de", [{"text": "Hallo"}])
    news.start()
    async with news.about(one) as about_one, news.about(other) as about_other:
        await asyncio.wait_for(about_one.wait(), 2)  # all are told once when the subscription begins
        about_one.clear()
        about_other.clear()
        await conversations.erase(one, token)
        await asyncio.wait_for(about_one.wait(), 2)
        assert not about_other.is_set()
    await news.stop()
