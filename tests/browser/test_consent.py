"""Before the yes: what is asked for, what is kept, and what can be had without it."""

import pytest
from playwright.sync_api import expect

from tests.browser.chat import Chat, wording
from tests.browser.conftest import OpenChat


def of_lotse(chat: Chat) -> list[str]:
    """What the widget itself has asked for, without the page around it."""
    return [url for url in chat.requests if url.endswith("widget.js") or "/api/" in url]


def test_nothing_is_asked_for_before_the_chat_is_opened(open_page: OpenChat) -> None:
    chat = open_page(path="/demo")
    chat.page.reload()
    chat.requests.clear()
    chat.page.goto("/demo")
    expect(chat.launcher).to_be_visible()
    assert [url.rsplit("/", 1)[1] for url in of_lotse(chat)] == ["widget.js"]


def test_the_first_message_is_there_after_three_requests(open_chat: OpenChat) -> None:
    chat = open_chat(path="/demo")
    assert [url.split("/", 3)[3] for url in of_lotse(chat)] == ["widget.js", "api/wording/de", "api/conversations"]


def test_nothing_is_kept_and_nobody_can_write_before_the_yes(open_page: OpenChat) -> None:
    chat = open_page(path="/demo")
    expect(chat.input).to_have_count(0)
    assert not [url for url in chat.requests if "conversations" in url]
    assert chat.page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert chat.page.evaluate("document.cookie") == "" and chat.page.context.cookies() == []


@pytest.mark.parametrize("language", ["de", "uk", "ar"])
def test_what_it_is_and_what_happens_with_data_is_said_in_three_sentences(open_page: OpenChat, language: str) -> None:
    chat = open_page(language)
    own = wording(language)
    said = [own["widget.intro_what"], own["widget.intro_program"], own["widget.intro_data"].replace("{hours}", "24")]
    expect(chat.consent.locator("li")).to_have_text(said)
    expect(chat.consent.get_by_text(own["widget.intro_details"])).to_be_hidden()
    chat.consent.locator("summary").click()
    expect(chat.consent.get_by_text(own["widget.intro_details"])).to_be_visible()
    expect(chat.consent.locator(".operator a").first).to_have_attribute("href", "https://example.org/imprint")
    expect(chat.consent.locator(".operator a").last).to_have_attribute("href", "https://example.org/privacy")


def test_the_emergency_numbers_need_no_consent(open_page: OpenChat) -> None:
    chat = open_page()
    expect(chat.host.locator(".emergency a[href='tel:112']")).to_be_in_viewport()
    expect(chat.host.locator(".emergency a[href='tel:110']")).to_be_in_viewport()


def test_the_emergency_numbers_need_no_connection(open_page: OpenChat) -> None:
    chat = open_page("ar", "/demo")
    chat.page.route("**/api/**", lambda route: route.abort("internetdisconnected"))
    chat.page.reload()
    chat.press_launcher()
    expect(chat.host.locator(".emergency")).to_have_text(wording("ar")["widget.crisis"])
    expect(chat.host.locator(".waiting")).to_have_text(wording("ar")["widget.offline"])
    chat.page.unroute("**/api/**")
    chat.consent.wait_for()
    chat.forgive("ERR_INTERNET_DISCONNECTED")


def test_a_no_closes_the_chat(open_page: OpenChat) -> None:
    chat = open_page(path="/demo")
    chat.consent.get_by_role("button", name=wording("de")["widget.disagree"]).click()
    expect(chat.consent).to_be_hidden()
    expect(chat.launcher).to_be_focused()


def test_the_language_can_be_changed_before_the_yes(open_page: OpenChat) -> None:
    chat = open_page()
    chat.picker.select_option("fr")
    expect(chat.consent.locator("li").first).to_have_text(wording("fr")["widget.intro_what"])
    chat.agree()
    expect(chat.replies.first).to_have_attribute("lang", "fr")
