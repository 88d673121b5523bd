"""The widget and its pages, as `make widget` has built them."""

from mimetypes import guess_type
from pathlib import Path

from fastapi import APIRouter, Request
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

BUILT = Path(__file__).resolve().parents[2] / "widget" / "dist"
_ASK = "no-cache"
_SHORT = "public, max-age=300, stale-while-revalidate=86400"
_LONG = "public, max-age=31536000, immutable"
_ENCODINGS = (("br", ".br"), ("gzip", ".gz"))
# Any page may load the widget, also one that checks its hash or isolates itself.
_ANY_PAGE = {"access-control-allow-origin": "*", "cross-origin-resource-policy": "cross-origin"}


class Files(StaticFiles):
    """Files that are kept compressed beside the original. Names here hold a hash, so browsers keep them for long."""

    async def get_response(self, path: str, scope: Scope, cache: str = _LONG) -> Response:
        """The file in the best encoding that the browser takes, or "not modified"."""
        accepted = {
            part.split(";")[0].strip() for part in Headers(scope=scope).get("accept-encoding", "").lower().split(",")
        }
        for encoding, suffix in _ENCODINGS:
            if encoding in accepted:
                try:
                    response = await super().get_response(path + suffix, scope)
                except HTTPException:
                    continue
                response.headers["content-encoding"] = encoding
                break
        else:
            response = await super().get_response(path, scope)
        if "content-type" in response.headers:
            response.headers["content-type"] = f"{guess_type(path)[0] or 'application/octet-stream'}; charset=utf-8"
        response.headers.update({"cache-control": cache, "vary": "accept-encoding", **_ANY_PAGE})
        return response


widget_files = Files(directory=BUILT / "widget", check_dir=False)
page_files = Files(directory=BUILT / "pages", check_dir=False)
assets = Files(directory=BUILT / "pages" / "assets", check_dir=False)
router = APIRouter(include_in_schema=False)


@router.get("/widget.js")
async def widget(request: Request) -> Response:
    """The newest widget: pages name this address, so browsers ask again after five minutes."""
    return await widget_files.get_response("widget.js", request.scope, _SHORT)


@router.get("/widget/version.json")
async def version(request: Request) -> Response:
    """The name and the hash of the newest widget, for pages that pin one (subresource integrity)."""
    return await widget_files.get_response("version.json", request.scope, _ASK)


@router.get("/")
async def chat(request: Request) -> Response:
    """The chat as a page of its own."""
    return await page_files.get_response("index.html", request.scope, _ASK)


@router.get("/demo")
async def demo(request: Request) -> Response:
    """A town's web site with the widget."""
    return await page_files.get_response("demo.html", request.scope, _ASK)


@router.get("/demo/options")
async def options(request: Request) -> Response:
    """A page that shows every option of the widget."""
    return await page_files.get_response("options.html", request.scope, _ASK)
