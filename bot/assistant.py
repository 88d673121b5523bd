"""The assistant: the trained Rasa model with the actions in the same process. One message in, replies out."""

from __future__ import annotations

import logging
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import fastjsonschema
import structlog
from rasa.core.actions.action import RemoteAction
from rasa.core.agent import Agent
from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.core.lock_store import InMemoryLockStore
from rasa.core.tracker_store import TrackerStore
from rasa.engine.graph import GraphSchema
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.shared.core.domain import Domain
from rasa.shared.core.training_data.story_reader.yaml_story_reader import YAMLStoryReader
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.utils.endpoints import EndpointConfig
from rasa_sdk.executor import ActionExecutor

from bot.components.nlg import WordingGenerator
from bot.errors import ModelError
from bot.replies import Reply

MODEL = "lotse.tar.gz"


@dataclass(frozen=True)
class Incoming:
    """One message: text, or the payload of a button; and what is known about the conversation's language.

    chosen is the language that was asked for explicitly, chosen_from the one that the user wrote in then.
    """

    conversation: str
    text: str
    conversation_language: str | None = None
    interface_language: str | None = None
    chosen: str | None = None
    chosen_from: str | None = None

    def metadata(self) -> dict[str, str]:
        """What the language component needs to know."""
        known = {
            "conversation_language": self.conversation_language,
            "interface_language": self.interface_language,
            "chosen": self.chosen,
            "chosen_from": self.chosen_from,
        }
        return {name: value for name, value in known.items() if value}


@dataclass(frozen=True)
class Outcome:
    """What Lotse says to a message, and the conversation's language from now on (None if nothing was said)."""

    replies: list[Reply]
    language: str | None


class _Collector(OutputChannel):
    """Collects each response as one reply."""

    def __init__(self) -> None:
        self.replies: list[Reply] = []

    @classmethod
    def name(cls) -> str:
        return "lotse"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        custom = message.get("custom") or {}
        self.replies.append({**custom, "text": message.get("text") or "", "buttons": message.get("buttons") or []})


class _InProcessActions(EndpointConfig):
    """Rasa's action endpoint without the network: runs the `actions` package directly."""

    def __init__(self) -> None:
        super().__init__(url="in-process")
        self._executor = ActionExecutor()
        self._executor.register_package("actions")

    async def request(self, *args: Any, json: dict[str, Any] | None = None, **kwargs: Any) -> Any:
        return await self._executor.run(json)


class Assistant:
    """Rasa's agent, made ready for many conversations in one process."""

    def __init__(self, agent: Agent) -> None:
        self._agent = agent

    @classmethod
    def load(cls, model: Path, tracker_store: TrackerStore | None = None) -> Assistant:
        """Loads a trained model; conversations go into the tracker store (in memory if none is given).

        Raises ModelError if the file is missing or damaged.
        """
        _quieten()
        if not model.is_file():
            raise ModelError(f"There is no trained model at {model}. Run `make train`.")
        _validate_quickly()
        try:
            agent = Agent.load(
                model,
                generator=WordingGenerator(),
                tracker_store=tracker_store,
                lock_store=InMemoryLockStore(),
                action_endpoint=_InProcessActions(),
            )
        except Exception as error:  # Rasa raises whatever its unpacking happens to raise
            raise ModelError(
                f"The model {model} cannot be loaded ({type(error).__name__}). Run `make train`."
            ) from error
        if agent.processor is None:
            raise ModelError(f"The model {model} is damaged. Delete it and run `make train`.")
        agent.processor.graph_runner = _DirectRunner(agent.processor.graph_runner)
        return cls(agent)

    async def reply(self, incoming: Incoming) -> Outcome:
        """Handles one message."""
        collector = _Collector()
        text = incoming.text.strip() or "/no_words"
        message = UserMessage(
            text,
            collector,
            incoming.conversation,
            _read_button(text, self._agent.domain),
            input_channel="lotse",
            metadata=incoming.metadata(),
        )
        await self._agent.handle_message(message)
        spoken = [reply.pop("spoken", None) for reply in collector.replies]
        return Outcome(collector.replies, spoken[-1] if spoken else incoming.conversation_language)


class _DirectRunner:
    """Runs the nodes of a loaded graph one after the other.

    Rasa's own runner has dask plan each of a message's three runs anew; the plan never changes.
    """

    def __init__(self, runner: DaskGraphRunner) -> None:
        self._schema: GraphSchema = runner._graph_schema
        self._nodes = runner._instantiated_nodes
        self._plans: dict[tuple[str, ...], list[str]] = {}

    def run(self, inputs: dict[str, Any], targets: list[str]) -> dict[str, Any]:
        """What the target nodes give, by name."""
        done = {name: (name, value) for name, value in inputs.items()}
        for name in self._plan(tuple(targets)):
            done[name] = self._nodes[name](*(done[need] for need in self._schema.nodes[name].needs.values()))
        return dict(done[target] for target in targets)

    def _plan(self, targets: tuple[str, ...]) -> list[str]:
        """The nodes that the targets need, each after those it needs itself."""
        if targets not in self._plans:
            plan: dict[str, None] = {}

            def visit(name: str) -> None:
                if name in self._schema.nodes and name not in plan:
                    for need in self._schema.nodes[name].needs.values():
                        visit(need)
                    plan[name] = None

            for target in targets:
                visit(target)
            self._plans[targets] = list(plan)
        return self._plans[targets]


def _read_button(text: str, domain: Domain) -> dict[str, Any] | None:
    """What Rasa makes of a button's payload, without the components: it names its intent and entities itself."""
    message = YAMLStoryReader.unpack_regex_message(Message({TEXT: text}), domain)
    if message.get(INTENT) is None:
        return None
    return {ENTITIES: [], **message.as_dict(only_output_properties=True)}


def _validate_quickly() -> None:
    """Has Rasa check what actions return with a validator compiled once.

    Rasa's own check compiles the schema for each message, which takes half of a message's time.
    """
    check = fastjsonschema.compile(RemoteAction.action_response_format_spec())

    def validate(_: RemoteAction, result: dict[str, Any]) -> bool:
        check(result)
        return True

    RemoteAction._validate_action_result = validate


def _quieten() -> None:
    """No message text in any log: Rasa writes it at debug level, through logging and structlog."""
    os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
    for name in ("rasa", "rasa_sdk"):
        logging.getLogger(name).setLevel(logging.WARNING)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
