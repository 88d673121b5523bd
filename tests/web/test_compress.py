"""Answers that are the same for everybody."""

import gzip

from starlette.requests import Request

from bot.web.compress import cached


def request(**headers: str) -> Request:
    fields = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return Request({"type": "http", "headers": fields})


def test_same_json_has_the_same_tag_and_another_one_another() -> None:
    one, same, other = (cached(request(), json, "no-cache").headers["etag"] for json in (b"{}", b"{}", b"[]"))
    assert one == same != other


def test_answer_is_compressed_for_whoever_takes_gzip() -> None:
    compressed = cached(request(accept_encoding="br, gzip"), b"{}", "no-cache")
    assert gzip.decompress(bytes(compressed.body)) == b"{}"
    assert bytes(cached(request(), b"{}", "no-cache").body) == b"{}"


def test_whoever_has_it_gets_nothing() -> None:
    tag = cached(request(), b"{}", "no-cache").headers["etag"]
    again = cached(request(if_none_match=tag), b"{}", "no-cache")
    assert (again.status_code, again.body) == (304, b"")
