"""Only the pages of this server and those that the operator names may use the API from a browser."""

from collections.abc import Container

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

_REFUSED = {
    "type": "about:blank",
    "title": "Forbidden",
    "status": 403,
    "detail": "This web site may not use Lotse. Its operator can add it to LOTSE_ALLOWED_ORIGINS.",
    "code": "not_allowed",
}


class RefuseOtherOrigins:
    """Middleware for requests and sockets; browsers alone would hold back answers, but not sockets."""

    def __init__(self, app: ASGIApp, allowed: Container[str]) -> None:
        self._app = app
        self._allowed = allowed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket") or not scope["path"].startswith("/api/"):
            return await self._app(scope, receive, send)
        headers = Headers(scope=scope)
        origin = headers.get("origin")
        if origin is None or origin in self._allowed or _same(origin, headers.get("host", "")):
            return await self._app(scope, receive, send)
        if scope["type"] == "websocket":
            return await send({"type": "websocket.close", "code": 1008, "reason": "not_allowed"})
        await JSONResponse(_REFUSED, 403, media_type="application/problem+json")(scope, receive, send)


def _same(origin: str, host: str) -> bool:
    """Whether the page comes from this server; a proxy may have left the port out."""
    place = origin.partition("://")[2]
    return place == host or (":" not in host and place.partition(":")[0] == host)
