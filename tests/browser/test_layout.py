"""Directions, narrow windows, large text, the keyboard, and pictures of every state to look at."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.booking import ALL, Booking
from tests.browser.chat import COST, CRISIS, PROJECT, VAGUE, Chat, wording
from tests.browser.conftest import OpenChat

PICTURES = PROJECT / ".lotse" / "screenshots"
DE = wording("de")


def direction(element: Locator) -> str:
    return str(element.evaluate("element => getComputedStyle(element).direction"))


def box(element: Locator) -> dict[str, float]:
    found = element.bounding_box()
    assert found
    return {**found, "right": found["x"] + found["width"], "bottom": found["y"] + found["height"]}


def ask_everything(chat: Chat, language: str) -> None:
    """Brings an answer, choices and a crisis card into the chat."""
    for kind, texts in (("answer", COST), ("choices", VAGUE), ("crisis", CRISIS)):
        assert kind in chat.kind(chat.ask(texts[language]))


def test_arabic_runs_from_right_to_left(open_chat: OpenChat) -> None:
    chat = open_chat("ar")
    card = chat.ask(COST["ar"])
    for element in (chat.root, card, chat.own, card.locator(".foot")):
        assert direction(element) == "rtl"
    assert box(chat.send)["right"] <= box(chat.input)["x"], "the send button is on the left"
    log = box(chat.log)
    assert log["right"] - box(card.locator(".bubble"))["right"] < 25, "Lotse speaks on the right"
    assert box(chat.own.locator(".text"))["x"] - log["x"] < 25, "the user on the left"
    expect(chat.send.locator(".icon")).to_have_css("transform", "matrix(-1, 0, 0, 1, 0, 0)")


def test_german_runs_from_left_to_right(chat: Chat) -> None:
    card = chat.ask(COST["de"])
    assert direction(card) == "ltr"
    assert box(chat.input)["right"] <= box(chat.send)["x"]


@pytest.mark.parametrize("path", ["/", "/demo"])
@pytest.mark.parametrize("language", VAGUE)
def test_a_window_of_320_pixels_needs_no_scrolling_sideways(open_page: OpenChat, language: str, path: str) -> None:
    chat = open_page(language, path, width=320, height=568)
    assert chat.width_needed() <= 320
    chat.agree()
    ask_everything(chat, language)
    chat.host.locator(".opener").click()
    assert chat.width_needed() <= 320


def test_twice_the_text_at_320_pixels_can_still_be_used(open_chat: OpenChat) -> None:
    chat = open_chat(width=320, height=568)
    chat.host.locator(".opener").click()
    for _ in range(3):
        chat.host.locator(".menu .icon.larger").click()
    chat.page.keyboard.press("Escape")
    assert float(chat.input.evaluate("e => parseFloat(getComputedStyle(e).fontSize)")) >= 28
    assert chat.width_needed() <= 320
    card = chat.ask(COST["de"])
    card.locator(".helpful button").first.click()
    expect(card.locator(".result")).to_have_text(DE["widget.feedback_thanks"])
    assert chat.width_needed() <= 320


@pytest.mark.parametrize("language", ["de", "ar"])
def test_zoom_of_200_percent_on_a_phone_of_320_pixels_needs_no_scrolling_sideways(
    open_page: OpenChat, language: str
) -> None:
    chat = open_page(language, width=160, height=284)
    assert chat.width_needed() <= 160
    chat.agree()
    card = chat.ask(COST[language])
    expect(card.locator(".text > p").first).to_be_in_viewport()
    chat.host.locator(".opener").click()
    assert chat.width_needed() <= 160


def test_zoom_of_400_percent_leaves_room_to_read_and_write(open_chat: OpenChat) -> None:
    chat = open_chat(width=320, height=256)
    card = chat.ask(COST["de"])
    expect(card.locator(".text > p").first).to_be_in_viewport()
    chat.input.scroll_into_view_if_needed()
    expect(chat.input).to_be_in_viewport()


def test_everything_to_press_is_large_enough(chat: Chat) -> None:
    ask_everything(chat, "de")
    chat.host.locator(".opener").click()
    script = """root => [...root.querySelectorAll('button, select, textarea, summary, .sources a, .operator a')]
        .filter(e => e.checkVisibility()).map(e => [e.outerHTML.slice(0, 80), e.getBoundingClientRect().width, e.getBoundingClientRect().height])
        .filter(([, width, height]) => width < 44 || height < 44)"""
    assert chat.root.evaluate(script) == []


def stops(chat: Chat, count: int) -> list[str]:
    """What the Tab key reaches, by name or address."""
    names = []
    for _ in range(count):
        chat.page.keyboard.press("Tab")
        focused = chat.focused()
        names.append(
            focused.get_attribute("href") or focused.get_attribute("aria-label") or focused.inner_text().strip()
        )
    return names


def test_the_tab_key_reaches_everything_in_the_order_of_the_page(chat: Chat) -> None:
    examples = chat.replies.locator(".options button").all_inner_texts()
    chat.host.locator(".title").focus()
    expected = [DE["widget.language"], DE["widget.menu"], "tel:112", "tel:110", DE["widget.chat"], *examples]
    assert stops(chat, len(expected) + 1) == [*expected, DE["widget.input"]]


def test_a_conversation_needs_no_mouse(open_page: OpenChat) -> None:
    chat = open_page(path="/demo", width=1000)
    expect(chat.host.locator(".title")).to_be_focused()
    chat.consent.locator("summary").focus()
    chat.page.keyboard.press("Enter")
    expect(chat.consent.get_by_text(DE["widget.intro_details"])).to_be_visible()
    stops(chat, 3)
    chat.page.keyboard.press("Enter")
    chat.welcomed()
    expect(chat.input).to_be_focused()
    card = chat.reply_to(lambda: [chat.page.keyboard.type(COST["de"]), chat.page.keyboard.press("Enter")])
    expect(chat.input).to_be_focused()
    expect(chat.input).to_have_value("")
    card.locator(".sources a").last.focus()
    stops(chat, 1)
    chat.page.keyboard.press("Enter")
    expect(card.locator(".result")).to_be_focused()
    chat.input.focus()
    chat.page.keyboard.press("Escape")
    expect(chat.input).to_be_hidden()
    expect(chat.launcher).to_be_focused()
    chat.page.keyboard.press("Enter")
    expect(chat.own).to_have_count(1)


def test_the_menu_closes_with_escape_and_gives_the_focus_back(open_chat: OpenChat) -> None:
    chat = open_chat(path="/demo")
    chat.host.locator(".opener").press("Enter")
    expect(chat.host.locator(".menu button").first).to_be_focused()
    chat.page.keyboard.press("Escape")
    expect(chat.host.locator(".menu")).to_be_hidden()
    expect(chat.host.locator(".opener")).to_be_focused()
    expect(chat.input).to_be_visible()


def test_the_question_before_deleting_closes_with_escape(chat: Chat) -> None:
    chat.menu("trash")
    dialog = chat.host.get_by_role("dialog", name=DE["widget.erase_sure"])
    expect(dialog).to_be_visible()
    chat.page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(chat.host.locator(".opener")).to_be_focused()


def test_shift_and_enter_begin_a_new_line_and_the_field_grows(chat: Chat) -> None:
    chat.input.focus()
    before = box(chat.input)["height"]
    chat.page.keyboard.type("eins")
    for word in ("zwei", "drei"):
        chat.page.keyboard.press("Shift+Enter")
        chat.page.keyboard.type(word)
    expect(chat.input).to_have_value("eins\nzwei\ndrei")
    assert box(chat.input)["height"] > before
    expect(chat.own).to_have_count(0)


def test_new_messages_are_announced_once_and_old_ones_not_at_all(chat: Chat) -> None:
    chat.page.reload()
    announced = chat.host.get_by_role("log")
    chat.welcomed()
    expect(announced).to_have_attribute("aria-live", "polite")
    expect(announced.locator("p")).to_have_count(0)
    chat.ask(COST["de"])
    expect(announced.locator("p")).to_have_count(1)
    expect(announced).to_contain_text("229")
    expect(announced).not_to_contain_text("**")


@pytest.mark.parametrize(("width", "colours"), [(390, "light"), (1000, "dark")])
@pytest.mark.parametrize("language", ["de", "ar", "ti"])
def test_every_reply_is_in_sight_from_its_beginning(
    open_page: OpenChat, language: str, width: int, colours: str
) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    chat = open_page(language, "/demo", width, color_scheme=colours)

    def picture(state: str) -> None:
        chat.page.screenshot(path=PICTURES / f"{language}-{width}-{state}.png", animations="disabled")

    picture("consent")
    chat.agree()
    picture("welcome")
    spoken = language if language in COST else "de"
    for state, text in (("answer", COST), ("choices", VAGUE), ("crisis", CRISIS)):
        if language not in COST:
            chat.reply_to(lambda: chat.picker.select_option(spoken))
        reply = chat.ask(text[spoken])
        expect(reply).to_have_class(re.compile(rf"\b{state}\b"))
        if language not in COST:
            chat.reply_to(lambda: chat.picker.select_option(language))
        first = reply.locator(".text > *").first
        if language in COST:
            expect(first).to_be_in_viewport(ratio=1)
            assert box(first)["y"] >= box(chat.host.locator(".header"))["bottom"]
            assert box(first)["bottom"] <= box(chat.host.locator(".composer"))["y"]
        picture(state)
    chat.host.locator(".opener").click()
    picture("menu")


@pytest.mark.parametrize("language", ["de", "ar"])
def test_the_steps_of_a_booking_are_in_sight(open_page: OpenChat, language: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    chat = open_page(language)
    Booking(chat.page, *ALL, language=language)
    chat.agree()
    for step in ("age", "slots", "summary", "booked", "cancelled"):
        reply = chat.ask("…")
        expect(reply.locator(".text > *").first).to_be_in_viewport()
        chat.page.screenshot(path=PICTURES / f"{language}-390-booking-{step}.png", animations="disabled")
