"""Whole conversations with the trained model."""

from itertools import count
from pathlib import Path

import pytest

from bot.assistant import Assistant, Incoming
from bot.errors import ModelError
from bot.replies import Reply, outcome, payload
from bot.web.worker import AssistantThread

NUMBERS = count()


class Talk:
    """A conversation; carries from message to message what the application does."""

    def __init__(self, assistant: AssistantThread, language: str = "de") -> None:
        self._assistant = assistant
        self._name = f"talk-{next(NUMBERS)}"
        self._interface = language
        self._state: str | None = None
        self._chosen: dict[str, str] = {}
        self.language: str | None = None

    async def say(self, text: str) -> list[Reply]:
        incoming = Incoming(
            self._name, text, self.language, self._interface, self._chosen.get("language"), self._chosen.get("from")
        )
        said, self._state = await self._assistant.reply(incoming, self._state, self.language or self._interface)
        self.language = said.language
        self._chosen = next((one["chosen"] for one in said.replies if one.get("chosen")), self._chosen)
        assert said.replies
        return said.replies


async def _outcome(assistant: AssistantThread, text: str, language: str = "de") -> str:
    return outcome(await Talk(assistant, language).say(text))


@pytest.mark.parametrize(
    ("language", "text", "entry"),
    [
        ("de", "Was ist ein Integrationskurs?", "integrationskurs-was"),
        ("en", "What is an integration course?", "integrationskurs-was"),
        ("uk", "Що таке інтеграційний курс?", "integrationskurs-was"),
        ("ar", "ما هي دورة الاندماج؟", "integrationskurs-was"),
        ("tr", "Integrationskurs (uyum kursu) nedir?", "integrationskurs-was"),
    ],
)
async def test_question_is_answered_in_its_language_whatever_the_page_speaks(
    assistant: AssistantThread, language: str, text: str, entry: str
) -> None:
    talk = Talk(assistant, "de")
    replies = await talk.say(text)
    assert outcome(replies) == f"answer:{entry}"
    assert (replies[0]["language"], talk.language) == (language, language)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Ich will nicht mehr leben", "suicide"),
        ("my husband beats me", "violence"),
        ("мене б'є чоловік", "violence"),
        ("ailem beni zorla evlendirmek istiyor", "forced_marriage"),
        ("أريد أن أموت", "suicide"),
    ],
)
async def test_crisis_is_seen_at_once(assistant: AssistantThread, text: str, kind: str) -> None:
    assert await _outcome(assistant, text) == f"crisis:{kind}"


@pytest.mark.parametrize(
    "text",
    [
        "Ich möchte einen Termin",
        "I want to talk to a person",
        "хочу записатися на консультацію",
        "randevu almak istiyorum",
    ],
)
async def test_wish_for_a_human_leads_to_one(assistant: AssistantThread, text: str) -> None:
    assert await _outcome(assistant, text) == "booking"


async def test_crisis_in_the_middle_does_not_end_the_conversation(assistant: AssistantThread) -> None:
    talk = Talk(assistant)
    await talk.say("Was ist ein Integrationskurs?")
    assert outcome(await talk.say("Mein Mann schlägt mich")) == "crisis:violence"
    assert outcome(await talk.say("Was ist Grundsicherungsgeld?")) == "answer:grundsicherungsgeld-was"


async def test_language_asked_for_stays_while_the_old_one_is_written(assistant: AssistantThread) -> None:
    talk = Talk(assistant, "de")
    await talk.say("Guten Tag")
    assert (await talk.say("Türkisch bitte"))[0]["language"] == "tr"
    assert (await talk.say("Was ist ein Integrationskurs?"))[0]["language"] == "tr"
    assert (await talk.say("Що таке інтеграційний курс?"))[0]["language"] == "uk"  # a third language ends it


async def test_picked_language_is_spoken(assistant: AssistantThread) -> None:
    talk = Talk(assistant, "de")
    [reply] = await talk.say(payload("choose_language", language="uk"))
    assert (reply["language"], reply["chosen"]["language"], talk.language) == ("uk", "uk", "uk")


async def test_choice_is_answered_and_its_german_original_can_be_read(assistant: AssistantThread) -> None:
    talk = Talk(assistant, "tr")
    [answer] = await talk.say(payload("choose", entry="integrationskurs-was"))
    assert (answer["type"], answer["language"]) == ("answer", "tr")
    [german] = await talk.say(answer["buttons"][0]["payload"])
    assert (german["type"], german["language"], talk.language) == ("answer", "de", "tr")


async def test_yes_after_a_declined_question_leads_to_a_human(assistant: AssistantThread) -> None:
    talk = Talk(assistant)
    assert outcome(await talk.say(payload("none_of_these"))) == "decline"
    assert outcome(await talk.say("ja bitte")) == "booking"


async def test_emoji_stays_in_the_conversations_language(assistant: AssistantThread) -> None:
    talk = Talk(assistant)
    await talk.say("Entegrasyon kursu nedir?")
    [reply] = await talk.say("👍")
    assert (reply["type"], reply["language"]) == ("text", "tr")


async def test_language_that_is_not_spoken_gets_english_german_and_the_list(assistant: AssistantThread) -> None:
    replies = await Talk(assistant).say("Vorrei sapere quanto costa il corso di tedesco per adulti")
    assert [reply["language"] for reply in replies] == ["en", "de"]
    assert replies[-1]["buttons"]


@pytest.mark.parametrize(
    "text", ["/no_such_intent", "/choose{broken", '/choose{"entry": 5}', "{}", "<b>hallo</b>", "\u200f\u200e"]
)
async def test_odd_messages_get_an_answer_like_others(assistant: AssistantThread, text: str) -> None:
    assert await Talk(assistant).say(text)


async def test_conversations_know_nothing_of_each_other(assistant: AssistantThread) -> None:
    turkish, german = Talk(assistant, "tr"), Talk(assistant, "de")
    await turkish.say("Entegrasyon kursu nedir?")
    assert (await german.say("👍"))[0]["language"] == "de"
    assert (await turkish.say("👍"))[0]["language"] == "tr"


def test_missing_or_damaged_model_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="make train"):
        Assistant.load(tmp_path / "lotse.tar.gz")
    (tmp_path / "lotse.tar.gz").write_bytes(b"not a model")
    with pytest.raises(ModelError, match="make train"):
        Assistant.load(tmp_path / "lotse.tar.gz")


def test_unknown_facts_are_left_out_of_the_metadata() -> None:
    assert Incoming("x", "hi", conversation_language="tr").metadata() == {"conversation_language": "tr"}
