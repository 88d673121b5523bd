"""Routes: questions without a conversation, feedback, languages, sentences."""

import secrets
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Header, Request
from starlette.responses import Response

from bot.channels import web
from bot.errors import RequestError
from bot.storage import feedback
from bot.web import talk
from bot.web.accept import preferred_language
from bot.web.compress import cached
from bot.web.conversations import Use
from bot.web.schemas import Asked, Feedback, LanguageOffered, Links, Problem, Question, Sentences
from bot.web.services import BERLIN

_SECTIONS = ("widget", "label", "error", "answer")
_KEPT = "public, max-age=300, stale-while-revalidate=86400"

router = APIRouter(prefix="/api", tags=["knowledge"])


@router.post("/ask", response_model=Asked, response_model_exclude_none=True)
async def ask(question: Question, services: Use, accept_language: Annotated[str | None, Header()] = None) -> Any:
    """Answers a question by itself. Nothing is kept."""
    from bot.assistant import Incoming
    from bot.replies import entries_of, outcome

    talk.check_length(question.text, services)
    languages = services.knowledge.knowledge.languages
    hint = question.language if question.language in languages else preferred_language(accept_language, languages, "")
    incoming = Incoming(f"ask-{secrets.token_hex(8)}", web.clean_text(question.text), interface_language=hint or None)
    answered, _ = await services.assistant.reply(incoming, None, hint or "de")
    language = answered.language or hint
    talk.count(services, answered, language if language in languages else "other")
    return {
        "outcome": outcome(answered.replies),
        "language": language,
        "entries": [{"entry": entry, "score": score} for entry, score in entries_of(answered.replies)],
        "messages": [{"id": number, **web.message(reply)} for number, reply in enumerate(answered.replies, 1)],
    }


@router.post("/feedback", status_code=204)
async def give_feedback(given: Feedback, services: Use) -> None:
    """Counts whether an answer has helped, by entry, language and day; who said so is not kept."""
    knowledge = services.knowledge.knowledge
    if given.entry not in knowledge.entries or given.language not in knowledge.languages:
        raise RequestError("no such entry or language")
    day = datetime.now(BERLIN).date()
    await feedback.count(services.storage.client, day, given.entry, given.language, given.helpful, given.reason)


@router.get("/languages", response_model=list[LanguageOffered])
async def languages(services: Use) -> Any:
    """The languages that Lotse speaks, in the order in which they are offered."""
    return list(services.texts.languages.values())


@router.get("/wording/{language}", response_model=Sentences, responses={404: {"model": Problem}})
async def wording(language: str, services: Use, request: Request) -> Response:
    """All that a page needs before a conversation; a sentence that is not translated comes in English or German."""
    texts, settings = services.texts, services.settings
    if language not in texts.languages:
        raise UnknownLanguage(language)
    sentences = {
        f"{section}.{key}": text
        for section in _SECTIONS
        for key, text in texts.wording.section(section, language).items()
    }
    body = Sentences(
        language=language,
        direction=texts.languages[language].direction,
        sentences=sentences,
        languages=[LanguageOffered(**vars(one)) for one in texts.languages.values()],
        links=Links(imprint=settings.imprint_url, privacy=settings.privacy_url),
        hours=settings.conversation_hours,
        max_chars=settings.message_max_chars,
    )
    return cached(request, body.model_dump_json(exclude_none=True).encode(), _KEPT)


class UnknownLanguage(RequestError):
    """There is no such language in languages.yml."""

    status = 404
