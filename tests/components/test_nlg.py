"""Fixed sentences in the conversation's language."""

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from bot.components.nlg import WordingGenerator
from bot.wording import Wording
from tests.knowledge.factory import PROJECT, REAL


@pytest.fixture(scope="module")
def domain() -> Domain:
    return Domain.load(str(PROJECT / "domain.yml"))


def _tracker(domain: Domain, language: str | None) -> DialogueStateTracker:
    events = [SlotSet("language", language)] if language else []
    return DialogueStateTracker.from_events("x", events, domain.slots)


@pytest.mark.parametrize(("language", "expected"), [("tr", "tr"), ("de", "de"), (None, "de")])
async def test_response_is_said_in_the_slots_language_else_in_german(
    domain: Domain, language: str | None, expected: str
) -> None:
    said = await WordingGenerator(domain=domain).generate("utter_thanks", _tracker(domain, language), "lotse")
    assert said == {
        "text": Wording.load(REAL).text("talk.thanks", expected),
        "custom": {"type": "text", "language": expected, "spoken": expected},
    }


async def test_unknown_response_is_nothing(domain: Domain) -> None:
    assert await WordingGenerator(domain=domain).generate("utter_nothing", _tracker(domain, "de"), "lotse") is None


def test_every_response_of_the_domain_has_its_sentence(domain: Domain) -> None:
    sentences = set(Wording.load(REAL).keys())
    assert {variant["text"] for variants in domain.responses.values() for variant in variants} <= sentences
