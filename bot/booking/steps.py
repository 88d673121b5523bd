"""The steps of the booking form, and what each keeps.

The form's state is plain JSON, kept in the conversation: what was answered so far, and `step`, the question that is
open.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.booking.days import Words

State = dict[str, Any]

STEPS = ("topic", "age", "place", "speech", "way", "office", "slot", "name", "contact", "consent", "summary")
# What an answer makes invalid: who moves to another town needs another office and another time.
DEPENDS = {
    "age": ("office", "slot"),
    "place": ("office", "slot"),
    "speech": ("office", "slot"),
    "way": ("office", "slot"),
    "office": ("slot",),
}
KEYS = {
    "topic": ("topic",),
    "age": ("group",),
    "place": ("postcode",),
    "speech": ("speech", "interpreter"),
    "way": ("way",),
    "office": ("office",),
    "slot": ("held", "start", "end"),
    "name": ("name",),
    "contact": ("contact",),
    "consent": ("consent", "share"),
}
LONGEST_TOPIC = 200


@dataclass
class Answered:
    """What became of an answer: whether it was understood, and a remark to make (a key of the wording, with values).

    asks_again: the step is asked again even so; otherwise it may have been something else than an answer.
    """

    understood: bool
    remark: str | None = None
    values: dict[str, str] = field(default_factory=dict)
    booked: str | None = None
    asks_again: bool = False


@dataclass(frozen=True)
class Context:
    """Who answers, in which language, at what time, and words of days in that language."""

    holder: str
    language: str
    now: datetime
    words: Words


def contacts(state: State) -> tuple[str, ...]:
    """The kinds of contact that fit the way."""
    fitting = {"telephone": ("telephone",), "video": ("email", "telephone")}
    return fitting.get(state.get("way", ""), ("email", "telephone", "chat"))
