"""The page and its files."""

from pathlib import Path
from urllib.parse import parse_qs

from fastapi import APIRouter, Request
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

STATIC = Path(__file__).with_name("static")
_LONG = "public, max-age=31536000, immutable"


class Files(StaticFiles):
    """Kept by browsers for long only under an address that names a version; else they ask each time (ETag)."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file, or "not modified"."""
        response = await super().get_response(path, scope)
        versioned = "v" in parse_qs(scope["query_string"].decode("latin-1"))
        response.headers["cache-control"] = _LONG if versioned else "no-cache"
        return response


files = Files(directory=STATIC, check_dir=False)
router = APIRouter(include_in_schema=False)


@router.get("/")
async def page(request: Request) -> Response:
    """The chat page."""
    return await files.get_response("index.html", {**request.scope, "query_string": b""})
