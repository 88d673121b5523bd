"""Crises are answered in every language."""

import pytest

from actions.common import SURE
from actions.crisis import ActionCrisis
from bot.knowledge.load import load_knowledge
from bot.languages import load_languages
from tests.actions.conftest import Run
from tests.knowledge.factory import REAL

KINDS = ["suicide", "violence", "forced_marriage", "trafficking", "medical", "homelessness", "deportation"]
LANGUAGES = load_languages(REAL)


@pytest.mark.parametrize("kind", KINDS)
async def test_crisis_is_answered_in_every_language(run: Run, kind: str) -> None:
    for language in LANGUAGES:
        done = await run(ActionCrisis(), "…", f"crisis_{kind}", language=language)
        assert done.types == ["crisis"]
        assert (done.said[0]["custom"]["kind"], done.said[0]["custom"]["language"]) == (kind, language)
        assert "tel:" in done.said[0]["text"] or "https://" in done.said[0]["text"]


async def test_crisis_in_another_language_is_answered_in_english(run: Run) -> None:
    done = await run(ActionCrisis(), "…", "crisis_medical", language="it")
    assert done.said[0]["custom"]["language"] == "en"
    assert "112" in done.said[0]["text"]


async def test_crisis_does_not_forget_the_last_answer(run: Run) -> None:
    done = await run(ActionCrisis(), "…", "crisis_medical", language="de", last_entry="integrationskurs-was")
    assert "last_entry" not in done.slots


@pytest.mark.parametrize(("confidence", "type_"), [(SURE, "crisis"), (SURE - 0.01, "answer")])
async def test_sure_answer_on_an_everyday_topic_outweighs_an_unsure_crisis(
    run: Run, confidence: float, type_: str
) -> None:
    text = "Was kostet der Integrationskurs?"
    done = await run(ActionCrisis(), text, "crisis_deportation", confidence=confidence, language="de")
    assert done.types == [type_]


async def test_answer_on_emergencies_does_not_outweigh_a_crisis(run: Run) -> None:
    question = load_knowledge(REAL).entries["gewalt-hilfe"].texts["de"].question
    done = await run(ActionCrisis(), question, "crisis_violence", confidence=0.8, language="de")
    assert done.types == ["crisis"]


async def test_unsure_crisis_without_a_sure_answer_is_a_crisis(run: Run) -> None:
    done = await run(ActionCrisis(), "ich kann nicht mehr", "crisis_suicide", confidence=0.8, language="de")
    assert done.types == ["crisis"]
