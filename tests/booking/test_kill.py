"""kill -9 between "yes" and the mail: the appointment is booked and everything is sent, or it is not booked."""

import asyncio
import multiprocessing
import random
import time
from collections import Counter
from datetime import timedelta
from multiprocessing.connection import Connection
from pathlib import Path

import sqlalchemy as sa

from bot.booking.links import Links
from bot.booking.notices import Notices
from bot.booking.sending import Mailer, Sending
from bot.booking.service import now_utc
from bot.languages import load_languages
from bot.storage.appointments import Appointments
from bot.storage.outbox import Outbox
from bot.storage.secrets import Secrets
from bot.storage.sql import open_database
from bot.storage.tables import appointments
from bot.wording import Wording
from tests.booking.conftest import KEY, make_booking
from tests.booking.factory import office
from tests.booking.smtp import start_server
from tests.conftest import PROJECT

KILLS = 50
LONGEST = 0.12  # seconds after "ready"; booking and sending one appointment takes about 0.05


class Mailbox:
    """A real SMTP server's handler that keeps what arrives, by Message-ID."""

    def __init__(self) -> None:
        self.received: list[str] = []

    async def handle_DATA(self, server: object, session: object, envelope: object) -> str:
        from email import message_from_bytes

        self.received.append(str(message_from_bytes(envelope.content)["Message-ID"]))  # type: ignore[attr-defined]
        return "250 OK"


def sending(store: Appointments, port: int) -> Sending:
    booking = make_booking(store, office(contact={"email": "office@example.org"}))
    languages, wording = load_languages(PROJECT / "knowledge"), Wording.load(PROJECT / "knowledge")
    notices = Notices(booking, wording, languages, Links(Secrets([KEY]), "http://x"), "lotse@example.org")

    async def tell(holder: str, text: str, language: str, notice: str) -> bool:
        return True

    return Sending(booking, Outbox(store.engine), notices, Mailer(f"smtp://127.0.0.1:{port}"), tell)


def book_and_send(folder: Path, port: int, holder: str, ready: Connection) -> None:
    """What a server process does when somebody says yes; killed somewhere on the way."""
    store = Appointments(open_database(None, folder), Secrets([KEY]))
    booking = make_booking(store, office(contact={"email": "office@example.org"}))
    slot = booking.slots("test", now_utc())[0]
    held = booking.hold(slot, holder, "de", now_utc())
    details = {
        "name": "Ali", "contact": {"kind": "email", "value": "ali@example.org"}, "topic": "geld", "speech": "de",
        "interpreter": False, "group": "young",
    }  # fmt: skip
    ready.send("ready")
    booking.book(held or "", holder, now_utc(), "telephone", details)
    asyncio.run(sending(store, port).send_due(now_utc()))


def test_nothing_is_half_booked_wherever_the_process_is_killed(tmp_path: Path) -> None:
    mailbox = Mailbox()
    server, port = start_server(mailbox)
    rng = random.Random(1)
    try:
        _kill_often(tmp_path, port, rng)
        store = Appointments(open_database(None, tmp_path), Secrets([KEY]))
        later = now_utc() + timedelta(minutes=3)  # claims of the dead have ended
        while asyncio.run(sending(store, port).send_due(later)):
            pass
    finally:
        server.stop()
    with store.engine.connect() as connection:
        states = connection.execute(sa.select(appointments.c.state, appointments.c.held_until)).all()
    booked = [state for state, _ in states if state == "booked"]
    assert len(booked) > 0
    assert all(until is not None for state, until in states if state == "held")
    assert len(set(mailbox.received)) == 2 * len(booked)
    # A kill between the server's "250" and our note of it sends that mail once more, under the same Message-ID.
    times = Counter(mailbox.received)
    assert max(times.values()) <= 2
    assert sum(number > 1 for number in times.values()) <= KILLS / 5


def _kill_often(folder: Path, port: int, rng: random.Random) -> None:
    context = multiprocessing.get_context("fork")
    for number in range(KILLS):
        here, there = context.Pipe()
        process = context.Process(target=book_and_send, args=(folder, port, f"h{number}", there))
        process.start()
        assert here.poll(30)
        time.sleep(rng.uniform(0, LONGEST))
        process.kill()
        process.join()
