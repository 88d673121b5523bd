"""Routes: conversations and their messages."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Query, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from bot.channels import web
from bot.errors import NotAllowed
from bot.web import talk
from bot.web.accept import preferred_language
from bot.web.schemas import Conversation, NewConversation, NewMessage, Problem, Talk
from bot.web.services import Services, services_of

_bearer = HTTPBearer(auto_error=False, description="The token of the conversation.")


async def token_of(credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]) -> str:
    """The bearer token. Raises NotAllowed without one."""
    if credentials is None:
        raise NotAllowed("no token")
    return credentials.credentials


Token = Annotated[str, Depends(token_of)]
Use = Annotated[Services, Depends(services_of)]
_WITH_TOKEN: dict[int | str, dict[str, Any]] = {
    status: {"model": Problem, "content": {"application/problem+json": {}}} for status in (401, 404)
}

router = APIRouter(prefix="/api/conversations", tags=["conversations"])


@router.post("", response_model=Conversation, status_code=201, response_model_exclude_none=True)
async def begin(
    services: Use, new: NewConversation | None = None, accept_language: Annotated[str | None, Header()] = None
) -> Any:
    """Begins a conversation. Lotse greets, says what happens to the data, and suggests questions."""
    languages = services.texts.languages
    wanted = new.language if new and new.language in languages else None
    language = wanted or preferred_language(accept_language, languages)
    replies = services.replies()
    welcome = replies.say("talk.welcome", language)
    privacy = replies.say("talk.privacy", language, hours=services.settings.conversation_hours)
    greeting = [welcome, {**privacy, "buttons": replies.examples(language)}]
    conversation, token, messages = await services.conversations.create(
        language, [web.message(reply) for reply in greeting]
    )
    return {
        "conversation": conversation,
        "token": token,
        "language": language,
        "direction": talk.direction(services, language),
        "messages": messages,
    }


@router.post("/{conversation}/messages", response_model=Talk, response_model_exclude_none=True, responses=_WITH_TOKEN)
async def send(conversation: str, new: NewMessage, token: Token, services: Use) -> Any:
    """Sends a message and returns Lotse's answer to it."""
    return await talk.send(services, conversation, token, new)


@router.get("/{conversation}/messages", response_model=Talk, response_model_exclude_none=True, responses=_WITH_TOKEN)
async def read(conversation: str, token: Token, services: Use, after: Annotated[int, Query(ge=0)] = 0) -> Any:
    """All messages of both sides whose numbers are greater than `after` (of the newest 1,000)."""
    record, messages = await services.conversations.read(conversation, token, after)
    return {
        "language": record.language,
        "direction": talk.direction(services, record.language),
        "messages": messages,
    }


@router.delete("/{conversation}", status_code=204, responses=_WITH_TOKEN)
async def erase(conversation: str, token: Token, services: Use, request: Request) -> None:
    """Erases everything that is kept about the conversation, at once and for good."""
    await services.conversations.erase(conversation, token)
