"""axe-core finds nothing to complain about in any state, in either direction of writing, in light and dark colours."""

import pytest
from playwright.sync_api import expect

from tests.browser.booking import ALL, Booking
from tests.browser.chat import COST, CRISIS, VAGUE
from tests.browser.conftest import OpenChat


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("language", ["de", "ar"])
@pytest.mark.parametrize("path", ["/", "/demo"])
def test_axe_finds_no_violation_in_a_conversation(open_page: OpenChat, path: str, language: str, colours: str) -> None:
    chat = open_page(language, path, color_scheme=colours)
    found = {"consent": chat.violations()}
    chat.consent.locator("summary").click()
    found["consent, unfolded"] = chat.violations()
    chat.agree()
    found["welcome"] = chat.violations()
    chat.ask(COST[language])
    found["answer"] = chat.violations()
    chat.log.locator(".helpful button").last.click()
    expect(chat.log.locator(".result")).not_to_be_empty()
    found["why not"] = chat.violations()
    chat.ask(VAGUE[language])
    found["choices"] = chat.violations()
    chat.ask(CRISIS[language])
    found["crisis"] = chat.violations()
    chat.host.locator(".opener").click()
    found["menu"] = chat.violations()
    chat.host.locator(".menu .erase").click()
    found["question before deleting"] = chat.violations()
    chat.sure.locator(".plain").click()
    chat.page.context.set_offline(True)
    chat.type("?")
    expect(chat.failure).to_be_visible()
    found["offline"] = chat.violations()
    assert {state: problems for state, problems in found.items() if problems} == {}
    chat.reply_to(lambda: chat.page.context.set_offline(False))
    chat.forgive("ERR_INTERNET_DISCONNECTED", "WebSocket")


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("language", ["de", "ar"])
def test_axe_finds_no_violation_in_a_booking(open_page: OpenChat, language: str, colours: str) -> None:
    chat = open_page(language, color_scheme=colours)
    Booking(chat.page, *ALL, language=language)
    chat.agree()
    found = {}
    for step in ("age", "slots", "summary", "booked", "cancelled"):
        chat.ask("…")
        found[step] = chat.violations()
    assert {step: problems for step, problems in found.items() if problems} == {}


def test_axe_finds_no_violation_beside_a_closed_chat_and_among_all_options(open_page: OpenChat) -> None:
    chat = open_page(path="/demo", width=1000)
    assert chat.violations() == []
    chat.host.locator(".closer").click()
    assert chat.violations() == []
    options = open_page("en", "/demo/options", host="#arabic", width=1000)
    assert options.violations() == []


def test_axe_finds_no_violation_with_large_text_and_high_contrast(open_chat: OpenChat) -> None:
    chat = open_chat(width=320, height=640, contrast="more", forced_colors="active")
    chat.ask(COST["de"])
    chat.host.locator(".opener").click()
    for _ in range(3):
        chat.host.locator(".menu .icon.larger").click()
    assert chat.violations() == []
