"""Asking, answering, choosing: in six languages."""

import re
from datetime import date

import pytest
from babel.dates import format_date
from playwright.sync_api import Locator, Route, expect

from bot.languages import load_languages
from tests.browser.chat import COST, CRISIS, ENTRY, KNOWLEDGE, VAGUE, Chat, wording
from tests.browser.conftest import OpenChat

MOST_BYTES = 5000  # of a message
HALF_THE_PRICE = "229"  # euros for 100 lessons: half of 458, section 9 IntV


def same_spaces(text: str) -> str:
    return " ".join(text.split())


def links(card: Locator) -> list[str]:
    return [(link.get_attribute("href") or "").rstrip("/") for link in card.locator(".sources a").all()]


@pytest.mark.parametrize("language", COST)
def test_an_answer_comes_with_its_sources_and_its_date(open_chat: OpenChat, language: str) -> None:
    chat = open_chat(language)
    with chat.page.expect_response("**/messages") as answered:
        card = chat.ask(COST[language])
    assert len(answered.value.body()) < MOST_BYTES
    expect(card).to_have_class(re.compile(r"\banswer\b"))
    expect(card).to_have_attribute("lang", language)
    expect(card.locator(".text")).to_contain_text(HALF_THE_PRICE)
    assert links(card) == [source["url"].rstrip("/") for source in ENTRY["sources"]]
    if language != "fa":  # Babel writes Persian digits; we keep those of the forms people have to fill in
        reviewed = format_date(date.fromisoformat(ENTRY["reviewed"]), "long", language)
        as_of = wording(language)["label.as_of"].format(date=reviewed)
        assert same_spaces(as_of) in same_spaces(card.locator(".dates").inner_text())


def test_the_chat_follows_the_language_the_user_writes_in(chat: Chat) -> None:
    for language, direction in (("uk", "ltr"), ("ar", "rtl"), ("de", "ltr")):
        card = chat.ask(COST[language])
        own = wording(language)
        expect(chat.root).to_have_attribute("lang", language)
        expect(chat.root).to_have_attribute("dir", direction)
        expect(chat.page).to_have_title(own["widget.title"])
        expect(chat.page.locator("html")).to_have_attribute("dir", direction)
        expect(chat.input).to_have_attribute("placeholder", own["widget.placeholder"])
        expect(chat.picker).to_have_value(language)
        expect(card.locator(".helpful")).to_contain_text(own["widget.helpful"])


def test_a_vague_question_brings_choices_and_a_click_brings_the_answer(chat: Chat) -> None:
    choices = chat.ask(VAGUE["de"])
    expect(choices).to_have_class(re.compile(r"\bchoices\b"))
    buttons = choices.locator(".options button")
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
    number = chat.host.locator(".emergency a[href='tel:112']")
    expect(number).to_be_in_viewport()
    chat.ask(COST["de"])
    expect(number).to_be_in_viewport()


def test_the_picker_offers_every_language_and_changes_the_conversation(chat: Chat) -> None:
    names = [language.name for language in load_languages(KNOWLEDGE).values()]
    expect(chat.picker.locator("option")).to_have_text(names)
    reply = chat.reply_to(lambda: chat.picker.select_option("tr"))
    expect(reply).to_contain_text(wording("tr")["talk.switched"])
    expect(chat.root).to_have_attribute("lang", "tr")
    expect(chat.own).to_have_count(0)


def test_a_translation_can_be_read_in_the_german_original(open_chat: OpenChat) -> None:
    chat = open_chat("tr")
    card = chat.ask(COST["tr"])
    expect(card.locator(".foot")).to_contain_text(wording("tr")["label.machine"])
    original = chat.reply_to(card.get_by_role("button", name=wording("tr")["button.german"]).click)
    expect(original).to_have_attribute("lang", "de")
    expect(original.locator(".text")).to_contain_text("Berechtigung")
    expect(chat.root).to_have_attribute("lang", "tr")
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


def test_german_words_in_arabic_text_stand_apart(open_chat: OpenChat) -> None:
    card = open_chat("ar").ask(COST["ar"])
    german = card.locator("bdi[lang='de'][dir='ltr']")
    expect(german.first).to_be_attached()
    assert all(re.search("[A-Za-z]", word) for word in german.all_text_contents())


def test_a_long_answer_begins_short_and_unfolds(chat: Chat) -> None:
    card = chat.reply_to(chat.replies.locator(".options button").nth(2).click)
    rest = card.locator("details.rest")
    expect(rest).not_to_have_attribute("open", "")
    rest.locator("summary").click()
    expect(rest.locator("p, li").last).to_be_visible()


def test_a_yes_is_thanked_for(chat: Chat) -> None:
    card = chat.ask(COST["de"])
    card.locator(".helpful").get_by_role("button", name="Ja", exact=True).click()
    expect(card.locator(".result")).to_have_text(wording("de")["widget.feedback_thanks"])
    expect(card.locator(".result")).to_be_focused()
    expect(card.locator(".helpful")).to_have_count(0)


def test_a_no_is_asked_why_and_may_be_left_at_that(chat: Chat) -> None:
    card = chat.ask(COST["de"])
    card.locator(".helpful").get_by_role("button", name="Nein", exact=True).click()
    expect(card.locator(".result")).to_have_text(wording("de")["widget.reason_ask"])
    with chat.page.expect_request("**/api/feedback") as asked:
        card.get_by_role("button", name=wording("de")["widget.reason_hard"]).click()
    assert asked.value.post_data_json["reason"] == "hard"
    expect(card.locator(".result")).to_have_text(wording("de")["widget.feedback_thanks"])


def test_an_answer_is_copied_with_its_sources(open_chat: OpenChat) -> None:
    chat = open_chat("de", permissions=["clipboard-read", "clipboard-write"])
    card = chat.ask(COST["de"])
    card.get_by_role("button", name=wording("de")["widget.copy"]).click()
    expect(chat.host.locator(".status")).to_have_text(wording("de")["widget.copied"])
    copied = chat.page.evaluate("navigator.clipboard.readText()")
    assert HALF_THE_PRICE in copied and ENTRY["sources"][0]["url"] in copied and "**" not in copied


def test_an_answer_is_shared_through_the_phone(open_page: OpenChat) -> None:
    chat = open_page()
    chat.page.add_init_script("navigator.share = async ({ text }) => { window.shared = text; };")
    chat.page.reload()
    chat.agree()
    card = chat.ask(COST["de"])
    card.get_by_role("button", name=wording("de")["widget.share"]).click()
    assert HALF_THE_PRICE in chat.page.evaluate("window.shared")


def test_an_answer_is_printed_alone_and_in_full(open_page: OpenChat) -> None:
    chat = open_page()
    chat.page.add_init_script("window.print = () => { window.top.printed = document.body.innerText; };")
    chat.page.reload()
    chat.agree()
    card = chat.ask(COST["de"])
    card.get_by_role("button", name=wording("de")["widget.print"]).click()
    printed = chat.page.evaluate("window.printed")
    assert HALF_THE_PRICE in printed and ENTRY["sources"][0]["url"] in printed
    assert wording("de")["widget.helpful"] not in printed
    assert wording("de")["widget.placeholder"] not in printed


def test_whoever_waits_long_sees_that_lotse_writes(chat: Chat) -> None:
    held: list[Route] = []
    chat.page.route("**/messages", lambda route: held.append(route))
    chat.type(COST["de"])
    expect(chat.host.locator(".typing")).to_have_text(wording("de")["widget.typing"])
    held[0].continue_()
    expect(chat.log.locator(".answer")).to_be_visible()
    expect(chat.host.locator(".typing")).to_be_empty()


def test_times_are_shown_on_demand(chat: Chat) -> None:
    chat.ask(COST["de"])
    expect(chat.log.locator("time").last).to_be_hidden()
    chat.menu("clock")
    expect(chat.log.locator("time").last).to_have_text(re.compile(r"^\d\d:\d\d$"))
    chat.page.reload()
    expect(chat.log.locator("time").last).to_be_visible()
