"""Asking, answering, choosing: in five languages."""

import re
from datetime import date

import pytest
from babel.dates import format_date
from playwright.sync_api import Locator, expect

from bot.languages import load_languages
from tests.browser.chat import COST, CRISIS, ENTRY, KNOWLEDGE, VAGUE, Chat, wording
from tests.browser.conftest import OpenChat

HALF_THE_PRICE = "229"  # euros for 100 lessons: half of 458, section 9 IntV


def same_spaces(text: str) -> str:
    return " ".join(text.split())


def links(card: Locator) -> list[str]:
    return [(link.get_attribute("href") or "").rstrip("/") for link in card.locator(".sources a").all()]


@pytest.mark.parametrize("language", COST)
def test_an_answer_comes_with_its_sources_and_its_date(open_chat: OpenChat, language: str) -> None:
    chat = open_chat(language)
    card = chat.ask(COST[language])
    expect(card).to_have_class(re.compile(r"\banswer\b"))
    expect(card).to_have_attribute("lang", language)
    expect(card.locator(".bubble > .text")).to_contain_text(HALF_THE_PRICE)
    assert links(card) == [source["url"].rstrip("/") for source in ENTRY["sources"]]
    reviewed = format_date(date.fromisoformat(ENTRY["reviewed"]), "long", language)
    as_of = wording(language)["label.as_of"].format(date=reviewed)
    assert same_spaces(as_of) in same_spaces(card.locator(".dates").inner_text())


def test_the_page_follows_the_language_the_user_writes_in(chat: Chat) -> None:
    assert (chat.html("lang"), chat.html("dir")) == ("de", "ltr")
    for language, direction in (("uk", "ltr"), ("ar", "rtl"), ("de", "ltr")):
        card = chat.ask(COST[language])
        own = wording(language)
        expect(chat.page.locator("html")).to_have_attribute("lang", language)
        expect(chat.page.locator("html")).to_have_attribute("dir", direction)
        expect(chat.page).to_have_title(own["page.title"])
        expect(chat.input).to_have_attribute("placeholder", own["page.placeholder"])
        expect(chat.picker).to_have_value(language)
        expect(card.locator(".helpful")).to_contain_text(own["page.helpful"])


def test_a_vague_question_brings_choices_and_a_click_brings_the_answer(chat: Chat) -> None:
    choices = chat.ask(VAGUE["de"])
    expect(choices).to_have_class(re.compile(r"\bchoices\b"))
    buttons = choices.get_by_role("button")
    expect(buttons.last).to_have_text(wording("de")["button.none_of_these"])
    title = buttons.first.inner_text()
    card = chat.reply_to(buttons.first.click)
    expect(chat.own.last).to_contain_text(title)
    expect(card).to_have_class(re.compile(r"\banswer\b"))
    assert links(card)


@pytest.mark.parametrize("language", CRISIS)
def test_a_cry_for_help_brings_numbers_that_can_be_tapped(open_chat: OpenChat, language: str) -> None:
    card = open_chat(language).ask(CRISIS[language])
    expect(card).to_have_class(re.compile(r"\bcrisis\b"))
    called = [link.get_attribute("href") for link in card.locator("a[href^='tel:']").all()]
    assert {"tel:112", "tel:08001110111"} <= set(called)


def test_the_emergency_numbers_can_always_be_tapped(chat: Chat) -> None:
    expect(chat.page.locator("#emergency a[href='tel:112']")).to_be_in_viewport()
    chat.ask(COST["de"])
    expect(chat.page.locator("#emergency a[href='tel:112']")).to_be_in_viewport()


def test_the_picker_offers_every_language_and_changes_the_conversation(chat: Chat) -> None:
    names = [language.name for language in load_languages(KNOWLEDGE).values()]
    expect(chat.picker.locator("option")).to_have_text(names)
    reply = chat.reply_to(lambda: chat.picker.select_option("tr"))
    expect(reply).to_contain_text(wording("tr")["talk.switched"])
    expect(chat.page.locator("html")).to_have_attribute("lang", "tr")
    expect(chat.own).to_have_count(0)


def test_a_translation_can_be_read_in_the_german_original(open_chat: OpenChat) -> None:
    chat = open_chat("tr")
    card = chat.ask(COST["tr"])
    expect(card.locator(".foot")).to_contain_text(wording("tr")["label.machine"])
    original = chat.reply_to(card.get_by_role("button", name=wording("tr")["button.german"]).click)
    expect(original).to_have_attribute("lang", "de")
    expect(original.locator(".bubble > .text")).to_contain_text("Berechtigung")
    expect(chat.page.locator("html")).to_have_attribute("lang", "tr")
    expect(original.locator(".foot")).to_have_attribute("lang", "tr")


def test_markup_in_a_message_is_shown_and_never_run(chat: Chat) -> None:
    text = (
        '<img src=x onerror="window.ran=1"><script>window.ran=1</script> [Deutschkurs](javascript:window.ran=1) **?**'
    )
    chat.ask(text)
    expect(chat.own.locator(".text")).to_have_text(text)
    chat.page.reload()
    expect(chat.own.locator(".text")).to_have_text(text)
    assert chat.log.locator("img, script, a[href^='javascript:']").count() == 0
    assert chat.page.evaluate("window.ran") is None


def test_a_rating_is_thanked_for(chat: Chat) -> None:
    card = chat.ask(COST["de"])
    card.get_by_role("button", name="Ja", exact=True).click()
    expect(card.locator(".result")).to_have_text(wording("de")["page.feedback_thanks"])
    expect(card.locator(".helpful")).to_have_count(0)
