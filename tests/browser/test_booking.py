"""Booking an appointment: choosing a time by mouse and by keyboard, and the card with what was booked."""

from playwright.sync_api import expect

from tests.browser.booking import ALL, DAYS, Booking
from tests.browser.chat import Chat, wording
from tests.browser.conftest import OpenChat

DE = wording("de")


def test_a_time_is_chosen_and_the_booked_appointment_shown(open_page: OpenChat) -> None:
    chat = open_page()
    booking = Booking(chat.page, *ALL)
    chat.agree()
    chat.ask("Ich möchte einen Termin")
    chat.reply_to(chat.replies.last.get_by_role("button", name="Unter 27").click)
    grid = chat.host.get_by_role("grid", name=DE["widget.slots"])
    expect(chat.replies.last.locator(".options button")).to_have_text(["Andere Termine"])
    expect(grid.get_by_role("rowheader")).to_have_text([label for _, label, _ in DAYS])
    chat.reply_to(grid.get_by_role("button", name="Dienstag, 1. Dezember, 09:45").click)
    assert booking.sent[-1]["payload"] == '/choose_slot{"slot": "2026-12-01T09:45"}'
    expect(chat.own.last).to_contain_text("Dienstag, 1. Dezember, 09:45")
    summary = chat.replies.last.locator(".facts")
    expect(summary).to_contain_text("1. Dezember 2026")
    expect(summary).to_contain_text("JMD Hafenau, Alter Hafen 3, 12345 Hafenau")
    card = chat.reply_to(chat.replies.last.get_by_role("button", name="Ja, buchen").click)
    expect(card.locator(".heading")).to_have_text(DE["widget.appointment"])
    expect(card.get_by_role("link", name=DE["widget.calendar"])).to_have_attribute(
        "href", f"{_base(chat)}/termine/abc.ics"
    )
    expect(card.get_by_role("link", name=DE["widget.manage"])).to_have_attribute("href", f"{_base(chat)}/termine/abc")
    expect(card.get_by_role("link", name=DE["widget.route"])).to_have_attribute("rel", "noopener noreferrer")


def test_the_times_are_one_stop_for_the_tab_key_and_the_arrows_move_within(open_page: OpenChat) -> None:
    chat = open_page()
    Booking(chat.page, ALL[1], ALL[2])
    chat.agree()
    chat.ask("Termin")
    chat.host.get_by_role("button", name="Dienstag, 1. Dezember, 09:00").focus()
    visited = []
    for key in (
        "ArrowRight",
        "ArrowRight",
        "ArrowRight",
        "ArrowDown",
        "ArrowDown",
        "End",
        "PageUp",
        "Home",
        "PageDown",
    ):
        chat.page.keyboard.press(key)
        visited.append((chat.focused().get_attribute("aria-label") or "").split(", ")[-1])
    assert visited == ["09:45", "14:30", "14:30", "10:15", "08:30", "11:00", "09:45", "09:00", "08:30"]
    chat.page.keyboard.press("Shift+Tab")
    expect(chat.focused()).not_to_have_class("slot")
    chat.page.keyboard.press("Tab")
    expect(chat.focused()).to_have_text("08:30")
    chat.reply_to(lambda: chat.page.keyboard.press("Enter"))
    expect(chat.own.last).to_contain_text("Freitag, 4. Dezember, 08:30")


def _base(chat: Chat) -> str:
    return "/".join(chat.page.url.split("/")[:3])
