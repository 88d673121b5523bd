"""Conversations in Redis: a record, the messages, and which message a client has sent already.

Everything of a conversation expires together, and `erase` removes it together. A message is handled in two round
trips: `begin` takes the conversation's lock and reads, `commit` writes everything, or nothing, and gives the lock back.
"""

import asyncio
import hashlib
import hmac
import json
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime, timezone
from typing import Any
from weakref import WeakValueDictionary

from redis.asyncio import Redis

from bot.errors import ConversationGone, NotAllowed, StorageError
from bot.storage.scripts import COMMIT, NEWS, RELEASE, TELL

Message = dict[str, Any]

_LOCKED_FOR_MS = 20_000
_LOCK_PATIENCE = 30.0
_LOCK_RETRY = 0.01
_MOST_MESSAGES = 1000


@dataclass
class Record:
    """What is known about a conversation. `state` is the assistant's own memory, `last` the newest message's number."""

    token_hash: str
    interface_language: str
    conversation_language: str | None = None
    chosen: str | None = None
    chosen_from: str | None = None
    state: str | None = None
    last: int = 0

    @property
    def language(self) -> str:
        """The language that Lotse speaks in it."""
        return self.conversation_language or self.interface_language

    def fields(self) -> dict[Any, Any]:
        """As fields of a Redis hash."""
        return {name: str(value) for name, value in asdict(self).items() if value is not None}

    @classmethod
    def read(cls, fields: dict[str, Any]) -> "Record":
        """From the fields of a Redis hash."""
        return cls(**{**fields, "last": int(fields["last"])})


@dataclass
class Turn:
    """One message being handled, under the conversation's lock. `resent`: numbers of the answer it had before."""

    conversation: str
    record: Record
    owner: str
    client_id: str | None
    resent: tuple[int, int] | None = None
    messages: list[Message] = field(default_factory=list)

    def add(self, message: Message) -> Message:
        """Gives the message its number; it is kept when the turn is committed."""
        self.record.last += 1
        now = datetime.now(timezone.utc).isoformat(timespec="seconds")
        numbered = {"id": self.record.last, **message, "at": now}
        self.messages.append(numbered)
        return numbered


class Conversations:
    """All conversations. Its methods raise ConversationGone, NotAllowed, and RedisError if Redis cannot be reached."""

    def __init__(self, client: Redis, hours: int) -> None:
        self._client = client
        self._seconds = hours * 3600
        self._queues: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._commit = client.register_script(COMMIT)
        self._release = client.register_script(RELEASE)
        self._tell = client.register_script(TELL)

    async def create(self, interface_language: str, messages: list[Message]) -> tuple[str, str, list[Message]]:
        """Begins a conversation with Lotse's first messages. Returns its id, its token and the numbered messages."""
        conversation, token = secrets.token_urlsafe(18), secrets.token_urlsafe(32)
        turn = Turn(conversation, Record(_hash(token), interface_language), "", None)
        numbered = [turn.add(message) for message in messages]
        keys = _Keys(conversation)
        async with self._client.pipeline(transaction=True) as pipe:
            pipe.hset(keys.record, mapping=turn.record.fields())
            pipe.zadd(keys.messages, _scored(numbered))
            pipe.expire(keys.record, self._seconds)
            pipe.expire(keys.messages, self._seconds)
            await pipe.execute()
        return conversation, token, numbered

    async def read(self, conversation: str, token: str, after: int = 0) -> tuple[Record, list[Message]]:
        """The record, and the messages whose numbers are greater than `after`."""
        keys = _Keys(conversation)
        async with self._client.pipeline(transaction=False) as pipe:
            pipe.hgetall(keys.record)
            pipe.zrangebyscore(keys.messages, f"({after}", "+inf")
            fields, messages = await pipe.execute()
        return _allowed(fields, token), [json.loads(message) for message in messages]

    async def erase(self, conversation: str, token: str) -> None:
        """Removes everything that is kept about the conversation."""
        keys = _Keys(conversation)
        _allowed(await self._client.hgetall(keys.record), token)
        async with self._client.pipeline(transaction=True) as pipe:
            pipe.delete(keys.record, keys.messages, keys.answers)
            pipe.publish(NEWS, conversation)
            await pipe.execute()

    @asynccontextmanager
    async def turn(self, conversation: str, token: str, client_id: str | None = None) -> AsyncIterator[Turn]:
        """A message's turn: the messages of a conversation are handled one at a time, in the order of arrival.

        Nothing is kept unless `commit` is called within.
        """
        queue = self._queues.get(conversation)
        if queue is None:
            queue = self._queues[conversation] = asyncio.Lock()
        async with queue:
            turn = await self._begin(conversation, token, client_id)
            try:
                yield turn
            finally:
                if turn.owner:
                    await self._release(keys=[_Keys(conversation).lock], args=[turn.owner])

    async def commit(self, turn: Turn, answer: tuple[int, int]) -> None:
        """Keeps the turn's record and messages, and under the client's id the numbers of the answer."""
        keys = _Keys(turn.conversation)
        scored = [part for text, number in _scored(turn.messages).items() for part in (number, text)]
        fields = [part for pair in turn.record.fields().items() for part in pair]
        done = await self._commit(
            keys=[keys.record, keys.messages, keys.answers, keys.lock],
            args=[
                turn.owner, turn.conversation, self._seconds, _MOST_MESSAGES, turn.client_id or "", json.dumps(answer),
                len(scored), *scored, *fields,
            ],
        )  # fmt: skip
        if done == "gone":
            raise ConversationGone(turn.conversation)
        if done == "late":
            raise StorageError("the conversation's lock has expired")
        turn.owner = ""

    async def tell(self, conversation: str, message: Message, notice: str) -> bool:
        """Adds a message that nobody asked for, such as a reminder; once for a notice. False if there is no such talk.

        Raises StorageError if a message of the conversation is being answered all the time.
        """
        keys = _Keys(conversation)
        text = json.dumps({"id": 0, **message}, ensure_ascii=False)
        until = asyncio.get_running_loop().time() + _LOCK_PATIENCE
        while asyncio.get_running_loop().time() < until:
            args = [conversation, text, f"notice:{notice}"]
            told = await self._tell(keys=[keys.record, keys.messages, keys.answers, keys.lock], args=args)
            if told >= 0:
                return bool(told)
            await asyncio.sleep(_LOCK_RETRY)
        raise StorageError("the conversation's lock is not given back")

    async def keep(self, conversation: str, seconds: int) -> None:
        """Lets a conversation live at least so long, since an appointment was booked in it."""
        keys = _Keys(conversation)
        for key in (keys.record, keys.messages, keys.answers):
            if 0 <= await self._client.ttl(key) < seconds:
                await self._client.expire(key, seconds)

    async def answer(self, conversation: str, numbers: tuple[int, int]) -> list[Message]:
        """The messages with these numbers, first and last."""
        messages: list[Any] = await self._client.zrangebyscore(_Keys(conversation).messages, *numbers)
        return [json.loads(message) for message in messages]

    async def _begin(self, conversation: str, token: str, client_id: str | None) -> Turn:
        keys, owner = _Keys(conversation), secrets.token_hex(8)
        until = asyncio.get_running_loop().time() + _LOCK_PATIENCE
        while True:
            async with self._client.pipeline(transaction=False) as pipe:
                pipe.set(keys.lock, owner, nx=True, px=_LOCKED_FOR_MS)
                pipe.hgetall(keys.record)
                pipe.hget(keys.answers, client_id or "")
                locked, fields, known = await pipe.execute()
            try:
                record = _allowed(fields, token)
            except (ConversationGone, NotAllowed):
                if locked:
                    await self._release(keys=[keys.lock], args=[owner])
                raise
            if locked:
                return Turn(conversation, record, owner, client_id, tuple(json.loads(known)) if known else None)
            if asyncio.get_running_loop().time() > until:
                raise StorageError("the conversation's lock is not given back")
            await asyncio.sleep(_LOCK_RETRY)  # another process handles a message of this conversation


class _Keys:
    """The names under which a conversation is kept; the braces keep them on one node of a Redis cluster."""

    def __init__(self, conversation: str) -> None:
        self.record = f"lotse:{{{conversation}}}:record"
        self.messages = f"lotse:{{{conversation}}}:messages"
        self.answers = f"lotse:{{{conversation}}}:answers"
        self.lock = f"lotse:{{{conversation}}}:lock"


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _allowed(fields: dict[Any, Any], token: str) -> Record:
    """The record, if there is one and the token is right."""
    if not fields:
        raise ConversationGone("unknown, expired or erased")
    record = Record.read(fields)
    if not hmac.compare_digest(record.token_hash, _hash(token)):
        raise NotAllowed("wrong token")
    return record


def _scored(messages: list[Message]) -> dict[str, int]:
    return {json.dumps(message, ensure_ascii=False): message["id"] for message in messages}
