"""WebSocket: new messages of a conversation as they come, and messages sent the same way."""

import asyncio
import json
from contextlib import suppress
from typing import Any

from fastapi import APIRouter, WebSocket
from redis.exceptions import RedisError
from starlette.websockets import WebSocketDisconnect

from bot.errors import ConversationGone, NotAllowed, RequestError, TooManyRequests
from bot.web import talk
from bot.web.problems import problem_of
from bot.web.schemas import NewMessage
from bot.web.services import Services

_FIRST_WITHIN = 10.0  # seconds for the token to come
_TRY_AGAIN_AFTER = 0.5
_LOOK_EVERY = 30.0  # seconds: a conversation that expires is not announced
_BAD, _NOT_ALLOWED, _GONE, _TOO_MANY, _TOO_BIG, _LATER = 4400, 4401, 4404, 4429, 1009, 1013

router = APIRouter()


@router.websocket("/api/conversations/{conversation}/stream")
async def stream(socket: WebSocket, conversation: str) -> None:
    """First comes `{"token", "after"}`; then messages go out, and `{"text" | "payload", "client_id"}` may come in."""
    services: Services = socket.app.state.services
    await socket.accept()
    try:
        await services.limits.request(socket)
        token, after = await _first(socket, services)
        await _both_ways(socket, services, conversation, token, after)
    except WebSocketDisconnect:
        return
    except Exception as error:
        fields, _ = problem_of(services, socket, error)
        await _close(socket, _code(error, fields["status"]), fields["code"])


async def _both_ways(socket: WebSocket, services: Services, conversation: str, token: str, after: int) -> None:
    """Runs until one side ends or the conversation is gone."""
    sending = asyncio.Lock()  # answers and news must not be mixed
    tasks = [
        asyncio.create_task(_tell(socket, services, conversation, token, after, sending)),
        asyncio.create_task(_listen(socket, services, conversation, token, sending)),
    ]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        done.pop().result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)
        for task in tasks:
            # Looked at: the first error has been raised, another one is its consequence.
            task.cancelled() or task.exception()


async def _tell(
    socket: WebSocket, services: Services, conversation: str, token: str, after: int, sending: asyncio.Lock
) -> None:
    """Sends every message after a number, as soon as it is kept. Raises ConversationGone."""
    async with services.news.about(conversation) as changed:
        while True:
            changed.clear()
            try:
                _, messages = await services.conversations.read(conversation, token, after)
            except RedisError:
                await asyncio.sleep(_TRY_AGAIN_AFTER)
                changed.set()
                messages = []
            for message in messages:
                async with sending:
                    await socket.send_text(_json(message))
                after = message["id"]
            try:
                await asyncio.wait_for(changed.wait(), _LOOK_EVERY)
            except asyncio.TimeoutError:
                continue


async def _listen(socket: WebSocket, services: Services, conversation: str, token: str, sending: asyncio.Lock) -> None:
    """Answers what comes in; an error is answered with its problem, and the socket stays open."""
    while True:
        data = await _receive(socket, services)
        client_id = data.get("client_id")
        try:
            answer = await talk.send(services, conversation, token, NewMessage.model_validate(data))
        except (ConversationGone, NotAllowed):
            raise
        except Exception as error:
            answer, _ = problem_of(services, socket, error)
            answer |= {"client_id": client_id} if isinstance(client_id, str) else {}
        async with sending:
            await socket.send_text(_json(answer))


async def _first(socket: WebSocket, services: Services) -> tuple[str, int]:
    try:
        data = await asyncio.wait_for(_receive(socket, services), _FIRST_WITHIN)
    except asyncio.TimeoutError as error:
        raise NotAllowed("no token came") from error
    token, after = data.get("token"), data.get("after", 0)
    if not isinstance(token, str):
        raise NotAllowed("no token")
    if not isinstance(after, int) or after < 0:
        raise RequestError("after is a number")
    return token, after


class _TooBig(RequestError):
    status = 413
    code = "message_too_long"


async def _receive(socket: WebSocket, services: Services) -> dict[str, Any]:
    """The next JSON object. Raises RequestError for anything else."""
    try:
        text = await socket.receive_text()
        if len(text.encode()) > services.settings.body_max_bytes:
            raise _TooBig("too big")
        data = json.loads(text)
    except (ValueError, KeyError, RecursionError) as error:  # KeyError: bytes instead of text
        raise RequestError("send JSON as text") from error
    if not isinstance(data, dict):
        raise RequestError("send a JSON object")
    return data


def _code(error: Exception, status: int) -> int:
    if isinstance(error, _TooBig):
        return _TOO_BIG
    if isinstance(error, TooManyRequests):
        return _TOO_MANY
    return {400: _BAD, 401: _NOT_ALLOWED, 404: _GONE, 503: _LATER}.get(status, 1011)


async def _close(socket: WebSocket, code: int, reason: str) -> None:
    with suppress(RuntimeError):  # the other side has closed it already
        await socket.close(code, reason)


def _json(fields: dict[str, Any]) -> str:
    return json.dumps(fields, ensure_ascii=False)
