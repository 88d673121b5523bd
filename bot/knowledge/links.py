"""`lotse links`: asks every official page for its state."""

import asyncio
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

import httpx

from bot.knowledge.consistency import LINK
from bot.knowledge.load import Knowledge

_AT_ONCE = 8
_PATIENCE_S = 20.0
_REFUSES_HEAD = (400, 403, 404, 405, 501)
_AGENT = "Lotse link check"


@dataclass(frozen=True)
class Asked:
    """What became of one address: the status, or why there is none; and the files that name it."""

    url: str
    places: tuple[str, ...]
    status: int | None = None
    problem: str | None = None

    @property
    def works(self) -> bool:
        """Whether the page is there."""
        return self.status is not None and self.status < 400


def addresses(knowledge: Knowledge) -> dict[str, tuple[str, ...]]:
    """Every web address in sources, texts and topics, with where it stands."""
    found: dict[str, set[str]] = defaultdict(set)
    for entry in knowledge.entries.values():
        for source in entry.sources:
            found[str(source.url)].add(f"{entry.id}/entry.yml")
        for text in entry.texts.values():
            for url in LINK.findall(text.body):
                found[url].add(f"{entry.id}/{text.language}.md")
    for crisis in knowledge.crises.values():
        for source in crisis.sources:
            found[str(source.url)].add(f"crisis/{crisis.kind}")
        for crisis_text in crisis.texts.values():
            for url in LINK.findall(crisis_text.body):
                found[url].add(f"crisis/{crisis.kind}/{crisis_text.language}.md")
    for page in knowledge.topics.values():
        found[str(page.url)].add("topics.yml")
    return {url: tuple(sorted(places)) for url, places in sorted(found.items()) if url.startswith("http")}


async def ask(urls: dict[str, tuple[str, ...]], progress: Callable[[int, int], None] | None = None) -> list[Asked]:
    """Asks all addresses, some at a time; follows redirects."""
    gate, done = asyncio.Semaphore(_AT_ONCE), 0
    async with httpx.AsyncClient(timeout=_PATIENCE_S, follow_redirects=True, headers={"user-agent": _AGENT}) as client:

        async def one(url: str, places: tuple[str, ...]) -> Asked:
            nonlocal done
            async with gate:
                asked = await _ask(client, url, places)
            done += 1
            if progress:
                progress(done, len(urls))
            return asked

        return list(await asyncio.gather(*(one(url, places) for url, places in urls.items())))


def no_network(asked: list[Asked]) -> bool:
    """Whether not a single address could be reached: then it is not the pages that are wrong."""
    return bool(asked) and all(one.status is None for one in asked)


async def _ask(client: httpx.AsyncClient, url: str, places: tuple[str, ...]) -> Asked:
    try:
        answer = await client.head(url)
        if answer.status_code in _REFUSES_HEAD:
            answer = await client.get(url)
    except httpx.HTTPError as error:
        return Asked(url, places, problem=type(error).__name__)
    return Asked(url, places, status=answer.status_code)
