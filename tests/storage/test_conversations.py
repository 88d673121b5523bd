"""Conversations: who may read them, turns one after the other, all or nothing, and erasing."""

import asyncio
from typing import Any

import pytest
from redis.asyncio import Redis

from bot.errors import ConversationGone, NotAllowed, StorageError
from bot.storage.conversations import Conversations

pytestmark = pytest.mark.asyncio
HELLO = {"from": "lotse", "type": "text", "text": "Hallo", "language": "de", "buttons": []}


def said(text: str) -> dict[str, Any]:
    return {**HELLO, "text": text}


async def everything(client: Redis) -> str:
    """All keys and values, as one text."""
    found: list[str] = []
    for key in await client.keys("*"):
        kind = await client.type(key)
        if kind == "hash":
            found.append(f"{key} {await client.hgetall(key)}")
        elif kind == "zset":
            found.append(f"{key} {await client.zrange(key, 0, -1)}")
        else:
            found.append(f"{key} {await client.get(key)}")
    return "\n".join(found)


async def test_messages_are_numbered_from_one_and_read_from_a_number_on(client: Redis) -> None:
    conversations = Conversations(client, hours=1)
    conversation, token, first = await conversations.create("tr", [said("eins"), said("zwei")])
    assert [message["id"] for message in first] == [1, 2]
    record, messages = await conversations.read(conversation, token, after=1)
    assert record.language == "tr"
    assert [message["text"] for message in messages] == ["zwei"]


async def test_token_itself_is_not_stored(client: Redis) -> None:
    _, token, _ = await Conversations(client, hours=1).create("de", [HELLO])
    assert token not in await everything(client)


async def test_only_the_right_token_opens_a_conversation(client: Redis) -> None:
    conversations = Conversations(client, hours=1)
    conversation, _, _ = await conversations.create("de", [HELLO])
    _, other_token, _ = await conversations.create("de", [HELLO])
    for call in (conversations.read, conversations.erase):
        with pytest.raises(NotAllowed):
            await call(conversation, other_token)
        with pytest.raises(ConversationGone):
            await call("unknown", other_token)


async def test_refused_turn_leaves_no_lock_behind(client: Redis) -> None:
    conversations = Conversations(client, hours=1)
    conversation, _, _ = await conversations.create("de", [HELLO])
    with pytest.raises(NotAllowed):
        async with conversations.turn(conversation, "wrong"):
            pass
    assert not [key for key in await client.keys("*") if key.endswith(":lock")]


async def test_turns_of_a_conversation_come_one_after_the_other_in_order_of_arrival(client: Redis) -> None:
    conversations = Conversations(client, hours=1)
    conversation, token, _ = await conversations.create("de", [HELLO])
    inside: list[int] = []

    async def take(number: int) -> None:
        async with conversations.turn(conversation, token) as turn:
            inside.append(number)
            await asyncio.sleep(0.002)
            assert inside[-1] == number
            turn.add(said(str(number)))
            await conversations.commit(turn, (turn.record.last, turn.record.last))

    await asyncio.gather(*(take(number) for number in range(20)))
    _, messages = await conversations.read(conversation, token, after=1)
    assert [message["text"] for message in messages] == [str(number) for number in range(20)]
    assert [message["id"] for message in messages] == list(range(2, 22))


async def test_two_processes_do_not_take_a_turn_at_the_same_time(client: Redis) -> None:
    one, other = Conversations(client, hours=1), Conversations(client, hours=1)
    conversation, token, _ = await one.create("de", [HELLO])

    async def take(conversations: Conversations) -> None:
        async with conversations.turn(conversation, token) as turn:
            await asyncio.sleep(0.005)
            turn.add(said("mehr"))
            await conversations.commit(turn, (turn.record.last, turn.record.last))

    await asyncio.gather(*(take(conversations) for conversations in (one, other) * 5))
    record, messages = await one.read(conversation, token)
    assert record.last == 11
    assert [message["id"] for message in messages] == list(range(1, 12))


async def test_turn_that_is_not_committed_leaves_everything_as_it_was(client: Redis) -> None:
    conversations = Conversations(client, hours=1)
    conversation, token, _ = await conversations.create("de", [HELLO])
    before = await everything(client)
    with pytest.raises(ZeroDivisionError):
        async with conversations.turn(conversation, token) as turn:
            turn.add(said("verloren"))
            raise ZeroDivisionError
    assert await everything(client) == before


async def test_answer_is_found_again_by_the_clients_id(client: Redis) -> None:
    conversations = Conversations(client, hours=1)
    conversation, token, _ = await conversations.create("de", [HELLO])
    async with conversations.turn(conversation, token, "one") as turn:
        assert turn.resent is None
        turn.add(said("Frage"))
        answer = turn.add(said("Antwort"))
        await conversations.commit(turn, (answer["id"], answer["id"]))
    async with conversations.turn(conversation, token, "one") as turn:
        assert turn.resent == (3, 3)
        assert [message["text"] for message in await conversations.answer(conversation, (3, 3))] == ["Antwort"]


async def test_conversation_erased_during_a_turn_stays_erased(client: Redis) -> None:
    conversations = Conversations(client, hours=1)
    conversation, token, _ = await conversations.create("de", [HELLO])
    with pytest.raises(ConversationGone):
        async with conversations.turn(conversation, token) as turn:
            turn.add(said("zu spät"))
            await conversations.erase(conversation, token)
            await conversations.commit(turn, (2, 2))
    assert await client.keys("*") == []


async def test_turn_whose_lock_has_expired_keeps_nothing(client: Redis) -> None:
    conversations = Conversations(client, hours=1)
    conversation, token, _ = await conversations.create("de", [HELLO])
    with pytest.raises(StorageError):
        async with conversations.turn(conversation, token) as turn:
            turn.add(said("zu langsam"))
            await client.delete(*[key for key in await client.keys("*") if key.endswith(":lock")])
            await conversations.commit(turn, (2, 2))
    _, messages = await conversations.read(conversation, token)
    assert [message["text"] for message in messages] == ["Hallo"]


async def test_everything_expires_and_each_message_starts_the_time_anew(client: Redis) -> None:
    conversations = Conversations(client, hours=2)
    conversation, token, _ = await conversations.create("de", [HELLO])
    for key in await client.keys("*"):
        await client.expire(key, 100)
    async with conversations.turn(conversation, token, "one") as turn:
        turn.add(said("Frage"))
        await conversations.commit(turn, (2, 2))
    keys = await client.keys("*")
    assert len(keys) == 3
    for key in keys:
        assert 7100 < await client.ttl(key) <= 7200


async def test_language_choice_that_has_ended_is_forgotten(client: Redis) -> None:
    conversations = Conversations(client, hours=1)
    conversation, token, _ = await conversations.create("de", [HELLO])
    for chosen in ("fr", None):
        async with conversations.turn(conversation, token) as turn:
            turn.record.chosen = chosen
            await conversations.commit(turn, (1, 1))
        record, _ = await conversations.read(conversation, token)
        assert record.chosen == chosen


async def test_a_reminder_is_told_once_and_takes_no_answers_number(client: Redis) -> None:
    conversations = Conversations(client, hours=1)
    conversation, token, _ = await conversations.create("de", [HELLO])
    async with conversations.turn(conversation, token) as turn:
        telling = asyncio.create_task(conversations.tell(conversation, said("bald"), "n1"))
        await asyncio.sleep(0.05)
        turn.add(said("antwort"))
        await conversations.commit(turn, (2, 2))
    assert await telling
    assert await conversations.tell(conversation, said("bald"), "n1")
    _, messages = await conversations.read(conversation, token, after=1)
    assert [(message["id"], message["text"]) for message in messages] == [(2, "antwort"), (3, "bald")]


async def test_nobody_is_reminded_in_a_conversation_that_is_gone(client: Redis) -> None:
    assert not await Conversations(client, hours=1).tell("unknown", HELLO, "n1")
    assert await client.keys("*") == []
