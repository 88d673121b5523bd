"""Rasa component: finds the language of each message and reports it as the entity `message_language`."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.detection import Detected, Evidence, LanguageDetector, read_office_words
from bot.languages import DEFAULT, load_languages
from bot.settings import load_settings

SURE = 0.6  # below this, the conversation's language so far stays
SURE_OTHER = 0.8  # to say "I do not speak that", be surer


def choose(detected: Detected, evidence: Evidence, ours: list[str]) -> str:
    """The language to answer in, or the code of a language that we do not speak.

    Who asked for a language keeps getting it, also while they go on writing in the old one; a third language ends it.
    An unclear or wordless message stays in the conversation's language, else in the widget's. A foreign language is
    only believed in three words or more.
    """
    if evidence.chosen and detected.code in (evidence.chosen, evidence.chosen_from):
        return evidence.chosen
    fallback = evidence.conversation or evidence.interface or (detected.code if detected.code in ours else DEFAULT)
    if not detected.from_text and (evidence.conversation or evidence.interface):
        return fallback
    if detected.code in ours:
        unclear = detected.probability < SURE and bool(evidence.conversation or evidence.interface)
        return fallback if unclear else detected.code
    believed = detected.probability >= SURE_OTHER and detected.words >= 3
    return detected.code if believed else fallback


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class LanguageIdentifier(GraphComponent):
    """Weighs the text, the conversation so far and the widget's language (both in the message's metadata)."""

    def __init__(self) -> None:
        knowledge = load_settings().knowledge_dir
        self._ours = list(load_languages(knowledge))
        self._detector = LanguageDetector(load_languages(knowledge), read_office_words(knowledge))

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> LanguageIdentifier:
        """Builds the component; it has nothing to configure or to learn."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds the language to each message as an entity, from where a slot takes it up."""
        for message in messages:
            text = message.get(TEXT) or ""
            metadata = message.get(METADATA) or {}
            evidence = Evidence(
                metadata.get("conversation_language"),
                metadata.get("interface_language"),
                metadata.get("chosen"),
                metadata.get("chosen_from"),
            )
            code = choose(self._detector.detect(text, evidence), evidence, self._ours)
            message.set("language", code, add_to_output=True)
            entity = {"entity": "message_language", "value": code, "start": 0, "end": len(text)}
            message.set(ENTITIES, [*message.get(ENTITIES, []), entity], add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Leaves the examples alone: no component learns from their language."""
        return training_data
