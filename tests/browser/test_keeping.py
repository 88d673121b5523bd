"""What the page does when it is loaded again, when a conversation is deleted, and when the connection is gone."""

from playwright.sync_api import Route, expect

from tests.browser.chat import COST, Chat, wording

TEXTS = ".message .text"


def test_a_reload_goes_on_with_the_conversation(chat: Chat) -> None:
    chat.ask(COST["de"])
    before = chat.log.locator(TEXTS).all_inner_texts()
    kept = chat.kept()
    chat.page.reload()
    expect(chat.log.locator(TEXTS)).to_have_count(len(before))
    assert chat.log.locator(TEXTS).all_inner_texts() == before
    chat.ask(COST["en"])
    assert chat.kept() == kept
    assert chat.said() == [COST["de"], COST["en"]]


def test_deleting_asks_first_and_then_erases_everything(chat: Chat) -> None:
    chat.ask(COST["de"])
    kept = chat.kept()
    dialog = chat.page.get_by_role("dialog")
    chat.page.click("#erase")
    expect(dialog).to_contain_text(wording("de")["page.erase_sure"])
    dialog.get_by_role("button", name=wording("de")["page.cancel"]).click()
    expect(dialog).to_be_hidden()
    assert chat.history(kept).status == 200
    chat.page.click("#erase")
    dialog.get_by_role("button", name=wording("de")["page.erase"]).click()
    expect(chat.log.locator(".notice")).to_have_text(wording("de")["page.erased"])
    chat.welcomed()
    expect(chat.own).to_have_count(0)
    assert chat.history(kept).status == 404
    assert chat.kept()["id"] != kept["id"]


def test_without_a_connection_a_message_waits_and_is_sent_once(chat: Chat) -> None:
    context = chat.page.context
    context.set_offline(True)
    chat.type(COST["de"])
    failure = chat.page.locator(".failure")
    expect(failure).to_contain_text(wording("de")["page.offline"])
    expect(chat.own).to_have_count(1)
    failure.get_by_role("button", name=wording("de")["page.retry"]).click()
    expect(failure).to_contain_text(wording("de")["page.offline"])
    chat.reply_to(lambda: context.set_offline(False))
    expect(failure).to_have_count(0)
    expect(chat.own).to_have_count(1)
    assert chat.said() == [COST["de"]]
    forgive(chat, "ERR_INTERNET_DISCONNECTED")


def test_a_message_whose_answer_was_lost_is_not_said_twice(chat: Chat) -> None:
    def lose(route: Route) -> None:
        route.fetch()
        route.abort("connectionreset")

    chat.page.route("**/messages", lose, times=1)
    chat.type(COST["de"])
    failure = chat.page.locator(".failure")
    expect(failure).to_contain_text(wording("de")["page.sending_failed"])
    assert chat.said() == [COST["de"]]
    reply = chat.reply_to(failure.get_by_role("button").click)
    expect(reply).to_contain_text("Integrationskurs")
    expect(failure).to_have_count(0)
    expect(chat.input).to_be_focused()
    assert chat.said() == [COST["de"]]
    forgive(chat, "ERR_CONNECTION_RESET")


def test_a_message_that_cannot_be_answered_holds_up_no_other(chat: Chat) -> None:
    problem = '{"status": 500, "code": "internal"}'
    chat.page.route(
        "**/messages",
        lambda route: route.fulfill(status=500, content_type="application/problem+json", body=problem),
        times=1,
    )
    chat.type(COST["en"])
    failure = chat.page.locator(".failure")
    expect(failure).to_contain_text(wording("de")["error.internal"])
    chat.ask(COST["de"])
    assert chat.said() == [COST["de"]]
    chat.reply_to(failure.get_by_role("button").click)
    expect(failure).to_have_count(0)
    assert chat.said() == [COST["de"], COST["en"]]
    forgive(chat, "500")


def test_a_conversation_that_has_expired_is_replaced_by_a_new_one(chat: Chat) -> None:
    kept = chat.kept()
    headers = {"authorization": f"Bearer {kept['token']}"}
    assert chat.page.request.delete(f"/api/conversations/{kept['id']}", headers=headers).status == 204
    chat.ask(COST["de"])
    assert chat.kept()["id"] != kept["id"]
    assert chat.said() == [COST["de"]]
    forgive(chat, "404")


def forgive(chat: Chat, expected: str) -> None:
    """The browser reports every request that failed; here that was intended."""
    assert chat.errors
    assert all(expected in error for error in chat.errors)
    chat.errors.clear()
