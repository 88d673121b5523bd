"""Directions, narrow windows, the keyboard, and pictures of every state to look at."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.chat import COST, CRISIS, PROJECT, VAGUE, Chat, wording
from tests.browser.conftest import OpenChat

PICTURES = PROJECT / ".lotse" / "screenshots"


def direction(element: Locator) -> str:
    return str(element.evaluate("element => getComputedStyle(element).direction"))


def box(element: Locator) -> dict[str, float]:
    found = element.bounding_box()
    assert found
    return {**found, "right": found["x"] + found["width"], "bottom": found["y"] + found["height"]}


def test_arabic_runs_from_right_to_left(open_chat: OpenChat) -> None:
    chat = open_chat("ar")
    card = chat.ask(COST["ar"])
    for element in (chat.page.locator("body"), card, chat.own, card.locator(".foot")):
        assert direction(element) == "rtl"
    assert box(chat.send)["right"] <= box(chat.input)["x"], "the send button is on the left"
    log = box(chat.log)
    assert log["right"] - box(card.locator(".bubble"))["right"] < 20, "Lotse speaks on the right"
    assert box(chat.own.locator(".text"))["x"] - log["x"] < 20, "the user on the left"


def test_german_runs_from_left_to_right(chat: Chat) -> None:
    card = chat.ask(COST["de"])
    assert direction(card) == "ltr"
    assert box(chat.input)["right"] <= box(chat.send)["x"]


@pytest.mark.parametrize("language", VAGUE)
def test_a_window_of_320_pixels_needs_no_scrolling_sideways(open_chat: OpenChat, language: str) -> None:
    chat = open_chat(language, width=320, height=568)
    assert chat.width_needed() <= 320
    chat.every_state(language)
    assert chat.width_needed() <= 320
    widest = chat.page.evaluate(
        "Math.max(...[...document.querySelectorAll('#log *')].map(e => e.getBoundingClientRect().right))"
    )
    assert widest <= 320, "nothing is cut off at the edge"


def focused(chat: Chat) -> str:
    return str(
        chat.page.evaluate(
            "(() => { const e = document.activeElement; return e.id || e.getAttribute('href') || e.className || e.textContent; })()"
        )
    )


def tab_order(chat: Chat, stops: int) -> list[str]:
    order = []
    for _ in range(stops):
        chat.page.keyboard.press("Tab")
        order.append(focused(chat))
    return order


def test_the_tab_key_reaches_everything_in_the_order_of_the_page(chat: Chat) -> None:
    example = chat.replies.get_by_role("button").all_inner_texts()
    assert tab_order(chat, 6 + len(example)) == ["language", "erase", "tel:112", "tel:110", *example, "input", "send"]


def test_a_conversation_needs_no_mouse(chat: Chat) -> None:
    chat.input.focus()
    card = chat.reply_to(lambda: [chat.page.keyboard.type(COST["de"]), chat.page.keyboard.press("Enter")])
    expect(chat.input).to_be_focused()
    expect(chat.input).to_have_value("")
    sources = [link.get_attribute("href") for link in card.locator(".sources a").all()]
    card.locator(".sources a").first.focus()
    assert [focused(chat), *tab_order(chat, len(sources) - 1)] == sources
    tab_order(chat, 1)
    chat.page.keyboard.press("Enter")
    expect(card.locator(".result")).to_be_focused()
    chat.input.focus()
    chat.page.keyboard.type(COST["en"])
    chat.page.keyboard.press("Tab")
    chat.reply_to(lambda: chat.page.keyboard.press("Enter"))
    expect(chat.input).to_be_focused()


def test_shift_and_enter_begin_a_new_line(chat: Chat) -> None:
    chat.input.focus()
    chat.page.keyboard.type("eins")
    chat.page.keyboard.press("Shift+Enter")
    chat.page.keyboard.type("zwei")
    expect(chat.input).to_have_value("eins\nzwei")
    expect(chat.own).to_have_count(0)


def test_the_dialog_closes_with_escape_and_gives_the_focus_back(chat: Chat) -> None:
    chat.page.locator("#erase").focus()
    chat.page.keyboard.press("Enter")
    dialog = chat.page.get_by_role("dialog", name=wording("de")["page.erase_sure"])
    expect(dialog).to_be_visible()
    chat.page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(chat.page.locator("#erase")).to_be_focused()


@pytest.mark.parametrize(("width", "colours"), [(390, "light"), (1000, "dark")])
@pytest.mark.parametrize("language", VAGUE)
def test_every_reply_is_in_sight_from_its_beginning(
    open_chat: OpenChat, language: str, width: int, colours: str
) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    chat = open_chat(language, width, color_scheme=colours)
    chat.page.screenshot(path=PICTURES / f"{language}-{width}-welcome.png")
    for state, text in (("answer", COST), ("choices", VAGUE), ("crisis", CRISIS)):
        reply = chat.ask(text[language])
        expect(reply).to_have_class(re.compile(rf"\b{state}\b"))
        chat.page.screenshot(path=PICTURES / f"{language}-{width}-{state}.png")
        first = box(reply.locator(".bubble > .text > *").first)
        assert first["y"] >= box(chat.page.locator("#top"))["bottom"]
        assert first["bottom"] <= box(chat.page.locator("#form"))["y"]
