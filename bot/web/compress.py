"""An answer that is the same for everybody: compressed, and not sent again to a browser that has it."""

import gzip
import hashlib

from starlette.requests import Request
from starlette.responses import Response


def cached(request: Request, json: bytes, cache: str) -> Response:
    """The JSON with an ETag, compressed if the browser takes gzip; or "not modified"."""
    etag = f'W/"{hashlib.sha256(json).hexdigest()[:16]}"'
    headers = {"etag": etag, "cache-control": cache, "vary": "accept-encoding"}
    if etag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    if "gzip" in request.headers.get("accept-encoding", ""):
        json = gzip.compress(json, mtime=0)
        headers["content-encoding"] = "gzip"
    return Response(json, headers=headers, media_type="application/json")
