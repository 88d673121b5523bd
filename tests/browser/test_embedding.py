"""On pages of other people: strict policies, wild styles, strangers, two at once, frames, options."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.chat import COST, Chat
from tests.browser.conftest import PATIENCE, OpenChat
from tests.browser.town import STRICT, Town

SCRIPT = '<script src="{lotse}/widget.js" async></script>'
WILD = """<style>
* { color: lime !important; font: 5px fantasy !important; direction: rtl; float: right !important; text-transform: uppercase !important; }
button, div, dialog, p { display: none !important; position: static !important; transform: scale(9); }
</style>"""


def visit(browser: Browser, address: str, host: str = "lotse-chat") -> Chat:
    context = browser.new_context(locale="de", reduced_motion="reduce", viewport={"width": 1000, "height": 800})
    context.set_default_timeout(PATIENCE)
    chat = Chat(context.new_page(), host)
    chat.page.goto(address)
    return chat


def test_a_strict_policy_lets_everything_work(browser: Browser, server: str, town: Town) -> None:
    town.show(SCRIPT + "<lotse-chat></lotse-chat>", server, STRICT)
    chat = visit(browser, town.origin)
    chat.press_launcher()
    chat.agree()
    expect(chat.launcher).to_be_hidden()
    assert chat.root.evaluate("(root) => getComputedStyle(root).colorScheme") == "light", "the styles are there"
    chat.ask(COST["de"])
    chat.menu("larger")
    chat.host.locator(".menu .icon.trash").click()
    chat.sure.locator(".danger").click()
    expect(chat.host.locator(".notice")).to_be_visible()
    chat.page.context.close()
    assert chat.errors == []


def test_wild_styles_of_the_page_stay_outside(browser: Browser, server: str, town: Town) -> None:
    town.show(WILD + SCRIPT + "<lotse-chat></lotse-chat>", server)
    chat = visit(browser, town.origin)
    chat.press_launcher()
    chat.agree()
    style = chat.replies.first.locator(".text").evaluate(
        "(e) => { const s = getComputedStyle(e); return [s.color, s.fontSize, s.direction, s.textTransform]; }"
    )
    assert style == ["rgb(22, 36, 43)", "17px", "ltr", "none"]
    expect(chat.send).to_be_in_viewport()
    chat.page.context.close()


def test_a_site_that_is_not_allowed_gets_no_answer(browser: Browser, server: str, town: Town) -> None:
    town.show(SCRIPT + "<lotse-chat></lotse-chat>", server)
    chat = visit(browser, town.stranger)
    chat.press_launcher()
    expect(chat.host.locator(".emergency")).to_be_visible()
    expect(chat.host.locator(".waiting")).not_to_be_empty()
    expect(chat.consent).to_have_count(0)
    chat.page.context.close()


def test_two_on_a_page_lead_conversations_of_their_own(browser: Browser, server: str, town: Town) -> None:
    both = '<lotse-chat id="one" mode="inline" language="de"></lotse-chat><lotse-chat id="two" mode="inline" language="ar"></lotse-chat>'
    town.show(SCRIPT + both, server)
    one = visit(browser, town.origin, "#one")
    two = Chat(one.page, "#two")
    for chat in (one, two):
        chat.consent.wait_for()
        chat.agree()
    one.ask(COST["de"])
    two.ask(COST["ar"])
    expect(one.own).to_have_count(1)
    expect(two.own).to_have_count(1)
    expect(one.root).to_have_attribute("dir", "ltr")
    expect(two.root).to_have_attribute("dir", "rtl")
    one.page.reload()
    expect(one.own.locator(".text")).to_have_text(COST["de"])
    expect(two.own.locator(".text")).to_have_text(COST["ar"])
    one.page.context.close()


def test_the_script_alone_brings_a_chat_with_its_options(browser: Browser, server: str, town: Town) -> None:
    town.show('<script src="{lotse}/widget.js" async data-language="tr" data-theme="dark"></script>', server)
    chat = visit(browser, town.origin)
    chat.press_launcher()
    chat.consent.wait_for()
    expect(chat.root).to_have_attribute("lang", "tr")
    assert chat.root.evaluate("(root) => getComputedStyle(root).colorScheme") == "dark"
    chat.page.context.close()


@pytest.mark.parametrize(("page", "expected"), [("fr", "fr"), ("de", "uk")])
def test_a_page_in_german_says_less_about_its_reader_than_the_browser(
    browser: Browser, server: str, town: Town, page: str, expected: str
) -> None:
    town.show(f'{SCRIPT}<div lang="{page}"><lotse-chat></lotse-chat></div>', server)
    context = browser.new_context(locale="uk")
    chat = Chat(context.new_page())
    chat.page.goto(town.origin)
    expect(chat.root).to_have_attribute("lang", expected)
    context.close()


def test_it_works_in_a_frame_of_an_allowed_site(browser: Browser, server: str, town: Town) -> None:
    town.show('<iframe src="{lotse}/" title="Lotse" width="400" height="600"></iframe>', server)
    chat = visit(browser, town.origin)
    frame = chat.page.frame_locator("iframe")
    frame.locator(".consent .strong").click()
    frame.locator("textarea").fill(COST["de"])
    frame.locator("textarea").press("Enter")
    expect(frame.locator(".message.answer")).to_be_visible()
    chat.page.context.close()


def test_it_is_not_shown_in_a_frame_of_a_stranger(browser: Browser, server: str, town: Town) -> None:
    town.show('<iframe src="{lotse}/" title="Lotse"></iframe>', server)
    chat = visit(browser, town.stranger)
    expect(chat.page.frame_locator("iframe").locator("lotse-chat")).to_have_count(0)
    chat.page.context.close()


def test_properties_and_parts_change_the_look(open_page: OpenChat) -> None:
    chat = open_page(path="/demo/options", host="#warm", width=1000)
    panel = chat.host.locator(".panel")
    assert panel.evaluate("(e) => [getComputedStyle(e).borderTopWidth, getComputedStyle(e).backgroundColor]") == [
        "3px",
        "rgb(251, 245, 236)",
    ]
    expect(chat.consent.locator(".strong")).to_have_css("background-color", "rgb(138, 59, 18)")


def test_methods_and_events_tell_the_page_what_happens(open_page: OpenChat) -> None:
    chat = open_page(path="/demo")
    chat.page.evaluate("addEventListener('lotse-close', (event) => { window.told = event.target.id; })")
    chat.host.evaluate("(element) => element.close()")
    expect(chat.consent).to_be_hidden()
    assert chat.page.evaluate("window.told") == "town"
    chat.host.evaluate("(element) => element.setAttribute('open', '')")
    expect(chat.consent).to_be_visible()


def test_a_page_that_puts_the_chat_in_again_goes_on_with_it(open_chat: OpenChat) -> None:
    chat = open_chat(path="/demo")
    chat.ask(COST["de"])
    chat.page.evaluate(
        "(() => { const old = document.querySelector('lotse-chat'); const again = old.cloneNode(); old.replaceWith(again); again.open(); })()"
    )
    expect(chat.own.locator(".text")).to_have_text(COST["de"])
    chat.ask(COST["en"])
    assert chat.said() == [COST["de"], COST["en"]]
