"""What Rasa hands to a component when it builds one, and training examples."""

from collections.abc import Iterable
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import INTENT, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

RESOURCE = Resource("component")
CONTEXT = ExecutionContext(GraphSchema({}), node_name="component")


def message(text: str, **metadata: str) -> Message:
    return Message({TEXT: text, METADATA: metadata})


def examples(pairs: Iterable[tuple[str, str]], lookup_tables: list[dict[str, Any]] | None = None) -> TrainingData:
    """Training data from (intent, text)."""
    messages = [Message.build(**{TEXT: text, INTENT: intent}) for intent, text in pairs]
    return TrainingData(messages, lookup_tables=lookup_tables)
