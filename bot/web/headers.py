"""Security headers for every response."""

from collections.abc import Iterable

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_CONTENT = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; frame-src 'self'; "
    "base-uri 'none'; form-action 'self'; require-trusted-types-for 'script'; trusted-types 'none'; "
    "frame-ancestors 'self'"
)
_ALWAYS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "permissions-policy": "camera=(), geolocation=(), microphone=(self), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
}
_HTTPS_ONLY = "max-age=31536000"


class SecurityHeaders:
    """Middleware that adds the headers; what the API answers is never kept by a cache."""

    def __init__(self, app: ASGIApp, trust_proxy: bool, framed_by: Iterable[str] = ()) -> None:
        self._app = app
        self._headers = {"content-security-policy": " ".join([_CONTENT, *framed_by]), **_ALWAYS}
        self._trust_proxy = trust_proxy

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._app(scope, receive, send)

        async def secured(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(self._headers)
                if self._secure(scope):
                    headers["strict-transport-security"] = _HTTPS_ONLY
                if scope["path"].startswith("/api/"):
                    headers.setdefault("cache-control", "no-store")
            await send(message)

        await self._app(scope, receive, secured)

    def _secure(self, scope: Scope) -> bool:
        forwarded = dict(scope["headers"]).get(b"x-forwarded-proto") if self._trust_proxy else None
        return bool((forwarded or scope["scheme"].encode()) == b"https")
