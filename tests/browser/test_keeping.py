"""Loading again, deleting, beginning anew, and what happens without a connection."""

from playwright.sync_api import Route, expect

from tests.browser.chat import COST, Chat, wording
from tests.browser.conftest import OpenChat

TEXTS = ".message .text"
DE = wording("de")


def test_a_reload_goes_on_with_the_conversation(chat: Chat) -> None:
    chat.ask(COST["de"])
    before = chat.log.locator(TEXTS).all_inner_texts()
    kept = chat.kept()
    chat.page.reload()
    expect(chat.log.locator(TEXTS)).to_have_count(len(before))
    assert chat.log.locator(TEXTS).all_inner_texts() == before
    chat.ask(COST["en"])
    assert chat.kept()["id"] == kept["id"]
    assert chat.said() == [COST["de"], COST["en"]]


def test_a_closed_window_can_be_opened_again(open_chat: OpenChat) -> None:
    chat = open_chat(path="/demo")
    chat.ask(COST["de"])
    page = chat.page.context.new_page()
    chat.page.close()
    again = Chat(page)
    page.goto("/demo")
    again.press_launcher()
    expect(again.own.locator(".text")).to_have_text(COST["de"])
    again.ask(COST["en"])
    assert again.said() == [COST["de"], COST["en"]]


def test_closing_and_opening_the_chat_changes_nothing(open_chat: OpenChat) -> None:
    chat = open_chat(path="/demo")
    chat.ask(COST["de"])
    chat.host.locator(".closer").click()
    expect(chat.log).to_be_hidden()
    chat.launcher.click()
    expect(chat.own.locator(".text")).to_have_text(COST["de"])


def test_two_windows_show_the_same_conversation(open_chat: OpenChat) -> None:
    chat = open_chat()
    chat.ask(COST["de"])
    other = Chat(chat.page.context.new_page())
    other.page.goto("/")
    expect(other.own).to_have_count(1)
    other.ask(COST["en"])
    expect(chat.own.locator(".text")).to_have_text([COST["de"], COST["en"]])
    expect(chat.log.locator(TEXTS)).to_have_count(other.log.locator(TEXTS).count())


def test_deleting_asks_first_and_then_erases_everything(chat: Chat) -> None:
    chat.ask(COST["de"])
    kept = chat.kept()
    chat.menu("trash")
    expect(chat.sure).to_contain_text(DE["widget.erase_sure"])
    chat.sure.get_by_role("button", name=DE["widget.cancel"]).click()
    expect(chat.sure).to_be_hidden()
    assert chat.history(kept).status == 200
    chat.menu("trash")
    chat.sure.get_by_role("button", name=DE["widget.erase"]).click()
    expect(chat.host.locator(".notice")).to_have_text(DE["widget.erased"])
    assert chat.history(kept).status == 404
    assert "conversation" not in chat.page.evaluate("Object.keys(localStorage).join()")
    chat.agree()
    expect(chat.own).to_have_count(0)
    assert chat.kept()["id"] != kept["id"]


def test_a_new_conversation_leaves_nothing_of_the_old_one(chat: Chat) -> None:
    chat.ask(COST["de"])
    kept = chat.kept()
    chat.menu("plus")
    chat.sure.get_by_role("button", name=DE["widget.start_again"]).click()
    chat.welcomed()
    expect(chat.own).to_have_count(0)
    assert chat.history(kept).status == 404
    chat.ask(COST["en"])
    assert chat.said() == [COST["en"]]


def test_without_a_connection_messages_wait_and_go_out_once_and_in_order(chat: Chat) -> None:
    context = chat.page.context
    context.set_offline(True)
    for text in (COST["de"], COST["en"], COST["tr"]):
        chat.type(text)
    expect(chat.failure).to_contain_text(DE["widget.offline"])
    expect(chat.own).to_have_count(3)
    chat.failure.get_by_role("button", name=DE["widget.retry"]).click()
    expect(chat.failure).to_contain_text(DE["widget.offline"])
    context.set_offline(False)
    expect(chat.log.locator(".answer")).to_have_count(3)
    expect(chat.failure).to_have_count(0)
    expect(chat.own).to_have_count(3)
    assert chat.said() == [COST["de"], COST["en"], COST["tr"]]
    chat.forgive("ERR_INTERNET_DISCONNECTED")


def test_a_connection_that_breaks_in_mid_conversation_loses_nothing(chat: Chat) -> None:
    chat.ask(COST["de"])
    chat.page.context.set_offline(True)
    chat.type(COST["en"])
    expect(chat.own).to_have_count(2)
    chat.page.context.set_offline(False)
    expect(chat.log.locator(".answer")).to_have_count(2)
    assert chat.said() == [COST["de"], COST["en"]]
    chat.forgive("ERR_INTERNET_DISCONNECTED", "WebSocket")


def test_what_was_not_sent_outlives_a_reload(chat: Chat) -> None:
    chat.page.route("**/messages", lambda route: route.abort("connectionreset"))
    chat.type(COST["de"])
    expect(chat.failure).to_contain_text(DE["widget.sending_failed"])
    chat.page.unroute("**/messages")
    chat.page.reload()
    expect(chat.log.locator(".answer")).to_have_count(1)
    expect(chat.own).to_have_count(1)
    assert chat.said() == [COST["de"]]
    chat.forgive("ERR_CONNECTION_RESET")


def test_a_message_whose_answer_was_lost_is_not_said_twice(chat: Chat) -> None:
    def lose(route: Route) -> None:
        route.fetch()
        route.abort("connectionreset")

    chat.page.route("**/messages", lose, times=1)
    chat.type(COST["de"])
    expect(chat.failure).to_contain_text(DE["widget.sending_failed"])
    assert chat.said() == [COST["de"]]
    reply = chat.reply_to(chat.failure.get_by_role("button").click)
    expect(reply).to_contain_text("Integrationskurs")
    expect(chat.failure).to_have_count(0)
    expect(chat.input).to_be_focused()
    assert chat.said() == [COST["de"]]
    chat.forgive("ERR_CONNECTION_RESET")


def test_a_message_that_cannot_be_answered_holds_up_no_other(chat: Chat) -> None:
    problem = '{"status": 500, "code": "internal"}'
    chat.page.route(
        "**/messages",
        lambda route: route.fulfill(status=500, content_type="application/problem+json", body=problem),
        times=1,
    )
    chat.type(COST["en"])
    expect(chat.failure).to_contain_text(DE["error.internal"])
    chat.ask(COST["de"])
    assert chat.said() == [COST["de"]]
    chat.reply_to(chat.failure.get_by_role("button").click)
    expect(chat.failure).to_have_count(0)
    assert chat.said() == [COST["de"], COST["en"]]
    chat.forgive("500")


def test_where_sockets_do_not_get_through_plain_requests_do(open_page: OpenChat) -> None:
    chat = open_page()
    chat.page.route_web_socket("**/stream", lambda socket: socket.close())
    chat.agree()
    chat.ask(COST["de"])
    chat.ask(COST["en"])
    assert chat.said() == [COST["de"], COST["en"]]
    assert sum(url.endswith("/messages") for url in chat.requests) == 2


def test_an_open_socket_saves_requests(chat: Chat) -> None:
    opened: list[str] = []
    chat.page.on("websocket", lambda socket: socket.on("framesent", lambda frame: opened.append(str(frame))))
    chat.ask(COST["de"])
    while not opened:
        chat.page.wait_for_timeout(50)
    chat.ask(COST["en"])
    expect(chat.log.locator(".answer")).to_have_count(2)
    expect(chat.own).to_have_count(2)
    assert sum(url.endswith("/messages") for url in chat.requests) == 1
    assert chat.said() == [COST["de"], COST["en"]]


def test_a_conversation_that_has_expired_is_replaced_by_a_new_one(chat: Chat) -> None:
    kept = chat.kept()
    headers = {"authorization": f"Bearer {kept['token']}"}
    assert chat.page.request.delete(f"/api/conversations/{kept['id']}", headers=headers).status == 204
    chat.ask(COST["de"])
    assert chat.kept()["id"] != kept["id"]
    assert chat.said() == [COST["de"]]
    chat.forgive("404")


def test_whoever_comes_back_too_late_is_asked_again(chat: Chat) -> None:
    kept = chat.kept()
    headers = {"authorization": f"Bearer {kept['token']}"}
    chat.page.request.delete(f"/api/conversations/{kept['id']}", headers=headers)
    chat.page.reload()
    expect(chat.host.locator(".notice")).to_have_text(DE["error.conversation_gone"])
    chat.agree()
    chat.forgive("404")


def test_a_slow_network_is_enough(open_page: OpenChat) -> None:
    chat = open_page(path="/demo")
    session = chat.page.context.new_cdp_session(chat.page)
    session.send("Network.enable")
    slow = {"offline": False, "latency": 500, "downloadThroughput": 50_000 / 8, "uploadThroughput": 20_000 / 8}
    session.send("Network.emulateNetworkConditions", slow)
    chat.page.reload()
    chat.press_launcher()
    chat.agree()
    for text in (COST["de"], COST["en"]):
        chat.ask(text)
    assert chat.said() == [COST["de"], COST["en"]]
