"""Rasa importer: the project's files, and the phrasings of `knowledge/faq/` as further examples of questions."""

from __future__ import annotations

from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.detection import read_office_words
from bot.knowledge.load import load_knowledge
from bot.settings import load_settings


class KnowledgeImporter(RasaFileImporter):
    """Shows the classifier what questions look like; which entry answers them is the search's business.

    So a new phrasing is found at once, without training; training again only makes its intent surer.
    """

    def get_nlu_data(self, language: str | None = "en") -> TrainingData:
        """The examples of `data/nlu/`; every question, phrasing and bare office word as intent `ask`."""
        folder = load_settings().knowledge_dir
        knowledge = load_knowledge(folder)
        texts = set(read_office_words(folder)) | {
            phrasing
            for entry in knowledge.entries.values()
            for text in entry.texts.values()
            for phrasing in (text.question, *text.phrasings)
        }
        examples = [Message.build(**{TEXT: text, INTENT: "ask"}) for text in sorted(texts)]
        return super().get_nlu_data(language).merge(TrainingData(examples))
