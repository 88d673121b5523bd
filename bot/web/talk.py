"""One message of a conversation, from the request to what is kept and answered: for HTTP and WebSocket alike."""

import time
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

from bot.channels import web
from bot.errors import LotseError, MessageTooLong, RequestError
from bot.storage.conversations import Record, Turn
from bot.web.schemas import NewMessage
from bot.web.services import Services

if TYPE_CHECKING:
    from bot.assistant import Outcome

Reply = dict[str, Any]


async def send(services: Services, conversation: str, token: str, new: NewMessage) -> Reply:
    """Answers a message and keeps both; one that was answered before gets the same answer again.

    Raises RequestError, or RedisError if it could not be kept: then it counts as never sent.
    """
    began = time.perf_counter()
    services.knowledge  # says "not available" before anything is locked  # noqa: B018
    said, text = _read(new, services)
    async with services.conversations.turn(conversation, token, new.client_id) as turn:
        if turn.resent:
            messages = await services.conversations.answer(conversation, turn.resent)
            return _talk(services, turn.record, messages, new.client_id)
        await services.limits.message(conversation)
        outcome = await _ask(services, turn, said)
        turn.add(web.from_user(text or _title(services, new, turn.record), turn.record.language))
        answers = [turn.add(web.message(reply)) for reply in outcome.replies]
        await services.conversations.commit(turn, (answers[0]["id"], answers[-1]["id"]))
        await _keep_for_appointment(services, conversation, answers)
    kind = "text" if text else "button"
    services.metrics.messages.labels(kind).observe(time.perf_counter() - began)
    count(services, outcome, turn.record.language)
    return _talk(services, turn.record, answers, new.client_id)


async def _keep_for_appointment(services: Services, conversation: str, answers: list[Reply]) -> None:
    """A conversation in which an appointment was booked lives until a day after it: for reminders, and to find it."""
    ends = [answer["appointment"]["end"] for answer in answers if (answer.get("appointment") or {}).get("end")]
    if ends:
        left = datetime.fromisoformat(max(ends)) - datetime.now(timezone.utc) + timedelta(days=1)
        await services.conversations.keep(conversation, int(left.total_seconds()))


def check_length(text: str, services: Services) -> None:
    """Raises MessageTooLong."""
    if len(text) > services.settings.message_max_chars:
        raise MessageTooLong(f"more than {services.settings.message_max_chars} characters")


def count(services: Services, outcome: "Outcome", language: str) -> None:
    """Counts what became of a message."""
    from bot.replies import outcome as name

    services.metrics.outcomes.labels(name(outcome.replies).partition(":")[0], language).inc()


def direction(services: Services, language: str) -> str:
    """The writing direction of a language."""
    known = services.texts.languages.get(language)
    return known.direction if known else "ltr"


def _read(new: NewMessage, services: Services) -> tuple[str, str | None]:
    """What the assistant is told, and the text if it is one. Raises RequestError."""
    if new.text is not None:
        check_length(new.text, services)
        return web.clean_text(new.text), new.text
    from bot.replies import payload

    try:
        intent, entities = web.read_payload(new.payload or "")
    except ValueError as error:
        raise RequestError(str(error)) from error
    return payload(intent, **entities), None


def _title(services: Services, new: NewMessage, record: Record) -> str:
    intent, entities = web.read_payload(new.payload or "")
    if intent == "book":
        return services.appointments.title(entities.get("step", ""), record.language)
    return web.title_of(intent, entities, services.knowledge.knowledge, services.replies(), record.language)


async def _ask(services: Services, turn: Turn, said: str) -> "Outcome":
    """Asks the assistant and notes what follows for the conversation."""
    from bot.assistant import Incoming

    record = turn.record
    incoming = Incoming(
        turn.conversation,
        said,
        conversation_language=record.conversation_language,
        interface_language=record.interface_language,
        chosen=record.chosen,
        chosen_from=record.chosen_from,
    )
    outcome, record.state = await services.assistant.reply(incoming, record.state, record.language)
    if not outcome.replies:
        raise LotseError("the assistant has said nothing; the log says which action failed")
    _note_language(record, outcome, services)
    return outcome


def _note_language(record: Record, outcome: "Outcome", services: Services) -> None:
    """The conversation goes on in the language spoken, if it is one of ours; a third language ends a choice."""
    chosen = next((reply["chosen"] for reply in outcome.replies if reply.get("chosen")), None)
    if chosen:
        record.chosen, record.chosen_from = chosen["language"], chosen["from"]
    elif record.chosen and outcome.language not in (record.chosen, record.chosen_from):
        record.chosen = record.chosen_from = None
    if outcome.language in services.texts.languages:
        record.conversation_language = outcome.language


def _talk(services: Services, record: Record, messages: list[Reply], client_id: str | None) -> Reply:
    language = record.language
    return {
        "language": language,
        "direction": direction(services, language),
        "messages": messages,
        **({"client_id": client_id} if client_id else {}),
    }
