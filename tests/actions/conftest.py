"""Runs an action as Rasa does, on the project's own knowledge."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher


@dataclass
class Done:
    """What an action said, and the slots that it set."""

    said: list[dict[str, Any]]
    slots: dict[str, Any] = field(default_factory=dict)

    @property
    def types(self) -> list[str]:
        return [one["custom"]["type"] for one in self.said]

    @property
    def payloads(self) -> list[str]:
        return [button["payload"] for button in self.said[-1]["buttons"]]


Run = Callable[..., Awaitable[Done]]


@pytest.fixture
def run(copied_folders: object) -> Run:
    """run(action, text, intent, entities, confidence, **slots)"""

    async def ran(
        action: Action,
        text: str = "",
        intent: str = "ask",
        entities: dict[str, str] | None = None,
        confidence: float = 1.0,
        **slots: Any,
    ) -> Done:
        message = {
            "text": text,
            "intent": {"name": intent, "confidence": confidence},
            "entities": [{"entity": name, "value": value} for name, value in (entities or {}).items()],
        }
        tracker = Tracker("x", slots, message, [], False, None, {}, "action_listen")
        dispatcher = CollectingDispatcher()
        events = await action.run(dispatcher, tracker, {})
        return Done(dispatcher.messages, {event["name"]: event.get("value") for event in events})

    return ran
