"""Errors as problem JSON (RFC 9457), with a sentence that a person can read."""

import json
import logging
import traceback
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from redis.exceptions import RedisError
from sqlalchemy.exc import OperationalError
from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.errors import RequestError, StorageError, TooManyRequests, Unavailable
from bot.web.accept import preferred_language
from bot.web.services import Services

logger = logging.getLogger(__name__)

_CODES = {401: "not_allowed", 413: "message_too_long", 429: "rate_limit", 500: "internal", 503: "unavailable"}


def problem(services: Services, connection: HTTPConnection, status: int, code: str) -> dict[str, Any]:
    """The fields of a problem; `detail` in the language that the client prefers."""
    title = HTTPStatus(status).phrase
    return {
        "type": "about:blank",
        "title": title,
        "status": status,
        "detail": _sentence(services, connection, code) or title,
        "code": code,
    }


def problem_of(
    services: Services, connection: HTTPConnection, error: Exception
) -> tuple[dict[str, Any], dict[str, str]]:
    """The problem that an error means, with the headers that belong to it."""
    headers: dict[str, str] = {}
    if isinstance(error, HTTPException):
        status, code = error.status_code, _CODES.get(error.status_code, "bad_request")
        headers = dict(error.headers or {})
    elif isinstance(error, RequestError):
        status, code = error.status, error.code
    elif isinstance(error, RequestValidationError | ValueError):
        status, code = 400, "bad_request"
    elif isinstance(error, RedisError | StorageError | OperationalError):
        status, code = Unavailable.status, Unavailable.code
    else:
        status, code = 500, "internal"
    if isinstance(error, TooManyRequests):
        headers["retry-after"] = str(error.retry_after)
    if status == 401:
        headers["www-authenticate"] = "Bearer"
    if status == 503:
        headers["retry-after"] = "5"
    return problem(services, connection, status, code), headers


def _sentence(services: Services, connection: HTTPConnection, code: str) -> str | None:
    """None in the first moments, when there are no sentences yet."""
    try:
        texts = services.texts
    except Unavailable:
        return None
    language = preferred_language(connection.headers.get("accept-language"), texts.languages)
    return texts.wording.text(f"error.{code}", language, max=services.settings.message_max_chars)


def add_problem_handlers(app: FastAPI, services: Services) -> None:
    """Has the application answer all errors that it knows with problems."""

    async def handle(request: Request, error: Exception) -> Response:
        return _response(*problem_of(services, request, error))

    for kind in (HTTPException, RequestValidationError, RequestError, RedisError, StorageError, OperationalError):
        app.add_exception_handler(kind, handle)


def _response(fields: dict[str, Any], headers: dict[str, str]) -> Response:
    body = json.dumps(fields, ensure_ascii=False).encode()
    return Response(body, fields["status"], headers, media_type="application/problem+json")


class CatchAll:
    """Middleware for errors that nobody expected: logged by place and kind, since their message may quote a user."""

    def __init__(self, app: ASGIApp, services: Services) -> None:
        self._app = app
        self._services = services

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        begun = False

        async def watch(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, watch)
        except Exception as error:
            frames = traceback.extract_tb(error.__traceback__)
            place = "\n".join(f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in frames)
            logger.error("%s in %s\n%s", type(error).__name__, scope["method"], place)
            if begun:
                raise
            response = _response(*problem_of(self._services, HTTPConnection(scope), RuntimeError()))
            await response(scope, receive, send)
