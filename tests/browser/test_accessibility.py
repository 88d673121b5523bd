"""axe-core finds nothing to complain about, in either direction of writing and in light and dark colours."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.chat import Chat
from tests.browser.conftest import OpenChat


def violations(chat: Chat) -> str:
    results = Axe().run(chat.page)
    return "" if results.violations_count == 0 else results.generate_report()


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("language", ["de", "ar"])
def test_axe_finds_no_violation(open_chat: OpenChat, language: str, colours: str) -> None:
    chat = open_chat(language, color_scheme=colours)
    chat.every_state(language)
    assert violations(chat) == ""
    chat.page.click("#erase")
    expect(chat.page.get_by_role("dialog")).to_be_visible()
    assert violations(chat) == ""
