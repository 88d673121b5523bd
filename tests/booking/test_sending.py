"""Sending notices by a real SMTP server, and what happens when it is away or refuses."""

import asyncio
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest

from bot.booking.links import Links
from bot.booking.notices import Notices
from bot.booking.sending import Mailer, Sending
from bot.booking.service import Booking
from bot.errors import SettingsError
from bot.languages import load_languages
from bot.storage.appointments import Appointments, Stored
from bot.storage.outbox import Outbox
from bot.storage.secrets import Secrets
from bot.storage.tables import appointments
from bot.wording import Wording
from tests.booking.conftest import KEY, make_booking
from tests.booking.factory import office
from tests.booking.smtp import start_server
from tests.conftest import PROJECT

NOW = datetime(2026, 11, 27, 14, tzinfo=timezone.utc)


class Mailbox:
    """Keeps what arrives; answers with another code if told to."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.answer = "250 OK"
        self.sender_answer = "250 OK"

    async def handle_MAIL(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        envelope.mail_from = address
        return self.sender_answer

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if address.startswith("unknown@"):
            return "550 no such user"
        if address.startswith("full@"):
            return "452 mailbox full"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.answer.startswith("250"):
            self.mails.append(message_from_bytes(envelope.content, policy=policy.default))  # type: ignore[arg-type]
        return self.answer


class Post:
    """Booking with an office that has an address, an SMTP server, and what sends."""

    def __init__(self, store: Appointments) -> None:
        self.mailbox = Mailbox()
        self.booking: Booking = make_booking(store, office(contact={"email": "office@example.org"}))
        self.told: list[tuple[str, str]] = []
        self.server, self.port = start_server(self.mailbox)
        self.sending = self.worker()

    def worker(self) -> Sending:
        languages, wording = load_languages(PROJECT / "knowledge"), Wording.load(PROJECT / "knowledge")
        notices = Notices(self.booking, wording, languages, Links(Secrets([KEY]), "http://x"), "lotse@example.org")

        async def tell(holder: str, text: str, language: str, notice: str) -> bool:
            self.told.append((holder, text))
            return True

        outbox = Outbox(self.booking.store.engine)
        return Sending(self.booking, outbox, notices, Mailer(f"smtp://127.0.0.1:{self.port}"), tell)

    def book(self, contact: str = "ali@example.org", language: str = "ar", number: int = 0) -> Stored:
        held = self.booking.hold(self.booking.slots("test", NOW)[number], f"h{number}", language, NOW)
        kind = "email" if contact else "chat"
        details = {
            "name": "Ali", "contact": {"kind": kind, "value": contact}, "topic": "geld", "speech": language,
            "interpreter": False, "group": "young", "questions": ["was ist das?"], "share": True,
        }  # fmt: skip
        stored = self.booking.book(held or "", f"h{number}", NOW, "in_person", details)
        assert stored
        return stored

    def send(self, now: datetime = NOW) -> int:
        return asyncio.run(self.sending.send_due(now))

    def subjects(self) -> list[tuple[str, str]]:
        return [(str(mail["To"]), str(mail["Subject"])) for mail in self.mailbox.mails]


@pytest.fixture
def post(store: Appointments) -> Iterator[Post]:
    post = Post(store)
    yield post
    post.server.stop()


def test_the_person_and_the_office_get_a_mail_each_once(post: Post) -> None:
    post.book()
    assert post.send() == 2
    assert post.send() == 0
    assert [to for to, _ in post.subjects()] == ["ali@example.org", "office@example.org"]


def test_the_mail_is_in_the_persons_language_and_in_german_with_a_calendar(post: Post) -> None:
    post.book()
    post.send()
    mail = post.mailbox.mails[0]
    html = mail.get_body(("html",)).get_content()  # type: ignore[union-attr]
    assert 'dir="rtl"' in html
    assert "Der Termin ist gebucht" in html
    assert "http://x/appointment/" in html
    assert "Mit dem Rollstuhl kommst du hinein." in html
    calendar = next(part for part in mail.iter_attachments()).get_content()
    assert "METHOD:PUBLISH" in (calendar if isinstance(calendar, str) else calendar.decode())


def test_the_office_reads_the_questions_only_if_they_were_shared(post: Post) -> None:
    post.book()
    post.send()
    person, at_office = (mail.get_body(("plain",)).get_content() for mail in post.mailbox.mails)  # type: ignore[union-attr]
    assert "was ist das?" in at_office
    assert "was ist das?" not in person


def test_moving_and_cancelling_are_told_with_a_higher_sequence(post: Post) -> None:
    stored = post.book()
    post.send()
    post.booking.move(stored.id, post.booking.slots("test", NOW)[3], NOW)
    post.send()
    post.booking.cancel(stored.id, NOW)
    post.send()
    calendars = [
        next(mail.iter_attachments()).get_content() for mail in post.mailbox.mails if mail["To"] == "ali@example.org"
    ]
    texts = [one if isinstance(one, str) else one.decode() for one in calendars]
    assert [f"SEQUENCE:{number}" in text for number, text in enumerate(texts)] == [True, True, True]
    assert "METHOD:CANCEL" in texts[-1]


def test_reminders_come_by_mail_or_into_the_chat_and_once_each(post: Post) -> None:
    by_mail, in_chat = post.book(), post.book("", "de", 1)
    post.send()
    before = len(post.mailbox.mails)
    for hours in (24, 24, 2, 2):
        post.send(by_mail.start - timedelta(hours=hours) + timedelta(hours=1))
    post.send(in_chat.start - timedelta(minutes=10))
    assert len(post.mailbox.mails) - before == 2
    assert [holder for holder, _ in post.told] == ["h1", "h1"]


def test_nobody_is_reminded_of_what_was_cancelled(post: Post) -> None:
    stored = post.book()
    post.booking.cancel(stored.id, NOW)
    post.send()
    before = len(post.mailbox.mails)
    post.send(stored.start - timedelta(hours=1))
    assert len(post.mailbox.mails) == before


def test_while_the_server_is_away_nothing_is_lost_and_later_all_arrive_in_order(post: Post) -> None:
    stored = [post.book(f"p{number}@example.org", "de", 0) for number in range(5)]
    post.server.stop()
    for minutes in range(0, 60, 5):
        assert post.send(NOW + timedelta(minutes=minutes)) == 0
    post.server, _ = start_server(post.mailbox, post.port)
    assert post.send(NOW + timedelta(minutes=65)) == 2 * len(stored)
    people = [to for to, _ in post.subjects() if to != "office@example.org"]
    assert people == [f"p{number}@example.org" for number in range(5)]


def test_an_address_that_is_refused_for_good_does_not_hold_up_the_others(post: Post) -> None:
    post.book("unknown@example.org", "de", 0)
    post.book("ali@example.org", "de", 0)
    post.send()
    assert "ali@example.org" in [to for to, _ in post.subjects()]


def test_a_full_mailbox_does_not_hold_up_the_others_and_is_tried_again(post: Post) -> None:
    post.book("full@example.org", "de", 0)
    post.book("ali@example.org", "de", 0)
    post.send()
    assert "ali@example.org" in [to for to, _ in post.subjects()]
    assert Outbox(post.booking.store.engine).waiting() > 4
    assert next(Outbox(post.booking.store.engine).claim(NOW + timedelta(minutes=11))).kind == "confirmation"


def test_a_server_that_does_not_accept_us_loses_nothing(post: Post) -> None:
    post.book("ali@example.org", "de", 0)
    post.mailbox.sender_answer = "550 who are you"
    assert post.send() == 0
    post.mailbox.sender_answer = "250 OK"
    assert post.send(NOW + timedelta(minutes=2)) == 2


def test_two_workers_send_each_notice_once(post: Post) -> None:
    for _ in range(10):
        post.book("ali@example.org", "de", 0)
    workers = [post.worker(), post.worker()]

    async def both() -> None:
        await asyncio.gather(*(worker.send_due(NOW) for worker in workers))

    asyncio.run(both())
    identities = [mail["Message-ID"] for mail in post.mailbox.mails]
    assert len(identities) == len(set(identities)) == 20


def test_what_cannot_be_decrypted_does_not_hold_up_the_others(post: Post) -> None:
    unreadable = post.book("ali@example.org", "de", 0)
    with post.booking.store.engine.begin() as connection:
        row = appointments.c.id == unreadable.id
        connection.execute(appointments.update().where(row).values(details="nonsense"))
    post.book("samir@example.org", "de", 0)
    assert post.send() == 2
    assert [to for to, _ in post.subjects()] == ["samir@example.org", "office@example.org"]
    assert Outbox(post.booking.store.engine).waiting() == 6


def test_what_belongs_to_an_office_that_is_gone_waits(post: Post) -> None:
    post.book()
    closed = post.booking.offices.pop("test")
    assert post.send() == 0
    post.booking.offices["test"] = closed
    assert post.send(NOW + timedelta(minutes=3)) == 2


def test_the_office_reads_in_german_what_language_is_spoken_and_how_old_the_person_is(post: Post) -> None:
    post.book()
    post.send()
    at_office = post.mailbox.mails[1].get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert "Sprache: Arabisch" in at_office
    assert "Alter: 12 bis 26 Jahre" in at_office


@pytest.mark.parametrize("url", ["mail.example.org", "http://mail.example.org", "smtp://"])
def test_an_address_of_a_server_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(SettingsError, match="LOTSE_SMTP_URL"):
        Mailer(url)


def test_a_name_cannot_add_a_header(post: Post) -> None:
    """Names are checked before; should one slip through, it stays in the body."""
    held = post.booking.hold(post.booking.slots("test", NOW)[0], "h", "de", NOW)
    details = {
        "name": "Ali\r\nBcc: spy@example.org", "contact": {"kind": "email", "value": "ali@example.org"}, "topic": "geld",
        "speech": "de", "interpreter": False, "group": "young",
    }  # fmt: skip
    post.booking.book(held or "", "h", NOW, "telephone", details)
    post.send()
    assert all(mail["Bcc"] is None for mail in post.mailbox.mails)
    assert {to for to, _ in post.subjects()} == {"ali@example.org", "office@example.org"}
