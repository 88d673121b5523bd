"""The web channel: replies → messages of the HTTP API, and what comes in → what the assistant is told."""

import json
import re
from typing import Any

from bot.knowledge.load import Knowledge
from bot.replies import Replies, Reply

Message = dict[str, Any]

_SHOWN = ("type", "text", "language", "buttons")
# The intents that buttons send, with the entity that each may carry.
BUTTONS = {
    "choose": "entry",
    "read_german": "entry",
    "choose_language": "language",
    "none_of_these": None,
    "book_appointment": None,
    "capabilities": None,
    "book": "step",
}
_PAYLOAD = re.compile(r"/([a-z_]+)(\{.*\})?", re.DOTALL)
_VALUE = re.compile(r"[A-Za-z0-9_-]{1,100}")
# Control characters, but not tabs and line ends: nobody types them, and logs and terminals obey them.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_LEADING_SLASHES = re.compile(r"^[\s/]+")


def message(reply: Reply) -> Message:
    """A reply as a message of the contract, still without its number."""
    shown = {name: reply[name] for name in _SHOWN}
    more = {name: reply[name] for name in ("answer", "appointment") if reply.get(name)}
    return {"from": "lotse", **shown, **more}


def from_user(text: str, language: str) -> Message:
    """What the user wrote, as a message of the contract."""
    return {"from": "user", "type": "text", "text": text, "language": language, "buttons": []}


def clean_text(text: str) -> str:
    """The text for the assistant. Rasa takes a text that begins with "/" as a command, which no user may give."""
    return _LEADING_SLASHES.sub("", _CONTROL.sub("", text)).strip() or "…"


def read_payload(payload: str) -> tuple[str, dict[str, str]]:
    """The intent and the entities of a button. Raises ValueError if no button of ours sends that."""
    match = _PAYLOAD.fullmatch(payload)
    if not match or match[1] not in BUTTONS:
        raise ValueError("this is not the payload of a button")
    entities = json.loads(match[2]) if match[2] else {}
    wanted = BUTTONS[match[1]]
    if set(entities) - {wanted} or not all(isinstance(v, str) and _VALUE.fullmatch(v) for v in entities.values()):
        raise ValueError("this is not the payload of a button")
    return match[1], entities


def title_of(intent: str, entities: dict[str, str], knowledge: Knowledge, replies: Replies, language: str) -> str:
    """What stood on the button, to be shown as what the user said."""
    entry = knowledge.entries.get(entities.get("entry", ""))
    if intent == "choose" and entry:
        return replies.question(entry, language)
    if intent == "choose_language" and entities.get("language") in knowledge.languages:
        return knowledge.languages[entities["language"]].name
    key = {
        "read_german": "german",
        "none_of_these": "none_of_these",
        "book_appointment": "appointment",
        "choose_language": "language",
    }.get(intent, "topics")
    return knowledge.wording.text(f"button.{key}", language)
