"""Rasa NLG class: fixed sentences in the conversation's language, from `knowledge/wording/`.

In `domain.yml` the text of each response is the key of its sentence.
"""

from __future__ import annotations

from typing import Any

from rasa.core.nlg.response import TemplatedNaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from bot.knowledge.service import shared_service
from bot.languages import DEFAULT


class WordingGenerator(TemplatedNaturalLanguageGenerator):
    """Looks a sentence up by its key; nothing is generated.

    Rasa gives the loaded model's responses to generators of the parent class.
    """

    def __init__(self, endpoint_config: EndpointConfig | None = None, domain: Domain | None = None) -> None:
        super().__init__(domain.responses if domain else {})

    async def generate(
        self, utter_action: str, tracker: DialogueStateTracker, output_channel: str, **values: Any
    ) -> dict[str, Any] | None:
        """The sentence for a response, or None if the domain does not know the response."""
        variants = self.responses.get(utter_action)
        if not variants:
            return None
        language = tracker.get_slot("language") or DEFAULT
        text = shared_service().knowledge.wording.text(variants[0]["text"], language, **values)
        return {"text": text, "custom": {"type": "text", "language": language, "spoken": language}}
