"""Rasa component: entities from spaCy's EntityRuler over the gazetteers."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import spacy
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from spacy.language import Language
from spacy.tokens import Span

from bot.gazetteer import patterns
from bot.languages import load_languages
from bot.settings import load_settings


@lru_cache(maxsize=1)
def _ruler() -> Language:
    """A blank pipeline with the patterns of all languages in one EntityRuler: people mix languages."""
    pipeline = spacy.blank("xx")
    ruler = pipeline.add_pipe("entity_ruler", config={"phrase_matcher_attr": "LOWER", "overwrite_ents": True})
    ruler.add_patterns(patterns(load_languages(load_settings().knowledge_dir)))  # type: ignore[attr-defined]
    return pipeline


def _value(span: Span) -> str:
    """What the entity means: the pattern's id, a number in Western digits, or the text itself."""
    if span.ent_id_:
        return span.ent_id_
    if span.label_ == "age":
        return next(str(int(token.text)) for token in span if token.text.isdigit())
    if span.label_ == "postcode":
        return "".join(str(int(digit)) for digit in span.text)
    if span.label_ == "level":  # Cyrillic А В С look like Latin A B C
        return span.text.upper().translate(str.maketrans("АВС", "ABC"))
    return span.text


def find_entities(text: str) -> list[dict[str, Any]]:
    """Entities of a text in Rasa's form: entity, value, start, end (character offsets)."""
    return [
        {"entity": span.label_, "value": _value(span), "start": span.start_char, "end": span.end_char}
        for span in _ruler()(text).ents
    ]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class GazetteerEntityExtractor(GraphComponent, EntityExtractorMixin):
    """Finds countries, languages, levels, ages, postcodes and residence titles."""

    def __init__(self) -> None:
        _ruler()  # built now: the first message must not wait for it

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> GazetteerEntityExtractor:
        """Builds the extractor; it has nothing to configure or to learn."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds the entities to the messages."""
        for message in messages:
            found = find_entities(message.get(TEXT) or "")
            entities = self.add_extractor_name(found)
            message.set(ENTITIES, [*message.get(ENTITIES, []), *entities], add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Leaves the examples alone: nothing is learnt from entities."""
        return training_data
