"""Sends what is due, by SMTP or into the chat. Runs in every process; the database sees to it that one sends."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta, timezone
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

import aiosmtplib

from bot.booking.notices import Notices
from bot.booking.service import CHANGE, OFFICE, REMINDER, Booking, now_utc
from bot.errors import SettingsError
from bot.storage.appointments import Stored
from bot.storage.outbox import Due, Outbox
from bot.storage.tables import BOOKED

logger = logging.getLogger(__name__)
Tell = Callable[[str, str, str], Awaitable[bool]]  # holder, text, language → whether they could be told

EVERY_S = 2.0
_PATIENCE_S = 20.0
_ERASE_EVERY = timedelta(hours=1)
_PAUSE = timedelta(seconds=1)
_LONGEST_PAUSE = timedelta(minutes=1)
_PERMANENT = 500


class Mailer:
    """An SMTP server, from an address such as smtp://user:password@host:587 or smtps://…"""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
            raise SettingsError("LOTSE_SMTP_URL is no address such as smtp://user:password@mail.example.org:587")
        self._options = {
            "hostname": parts.hostname,
            "port": parts.port or (465 if parts.scheme == "smtps" else 587),
            "username": unquote(parts.username) if parts.username else None,
            "password": unquote(parts.password) if parts.password else None,
            "use_tls": parts.scheme == "smtps",
            "timeout": _PATIENCE_S,
        }

    async def send(self, mail: EmailMessage) -> None:
        """Sends a mail; encrypted if the server can. Raises SMTPException or OSError if it is not accepted."""
        await aiosmtplib.send(mail, **self._options)  # type: ignore[arg-type]


class Sending:
    """Takes notices from the outbox and sends them, one after the other."""

    def __init__(self, booking: Booking, outbox: Outbox, notices: Notices, mailer: Mailer | None, tell: Tell) -> None:
        self._booking = booking
        self._outbox = outbox
        self._notices = notices
        self._mailer = mailer
        self._tell = tell
        self._failures = 0
        self._pause_until = datetime.min.replace(tzinfo=timezone.utc)

    async def run(self) -> None:
        """Sends what is due and erases what is old, until cancelled."""
        erased = now_utc() - _ERASE_EVERY
        while True:
            try:
                await self.send_due(now_utc())
                if now_utc() - erased >= _ERASE_EVERY:
                    erased = now_utc()
                    await asyncio.to_thread(self._booking.erase_old, erased)
            except Exception as error:  # the next round may work; the reason has no personal data in it
                logger.error("Notices could not be sent: %s", type(error).__name__)
            await asyncio.sleep(EVERY_S)

    async def send_due(self, now: datetime) -> int:
        """Sends everything that is due, in order; returns how many were sent.

        A server that is away is left alone for a while, up to a minute; a mail that it refuses for good is given up.
        """
        number = 0
        if now < self._pause_until:
            return number
        for due in self._outbox.claim(now):
            try:
                await self._send(due, now)
            except (aiosmtplib.SMTPException, OSError) as error:
                logger.warning("A notice could not be sent, attempt %d: %s", due.attempts, type(error).__name__)
                if not _for_good(error):
                    self._outbox.release(due.id)
                    self._failures += 1
                    self._pause_until = now + min(_PAUSE * 2**self._failures, _LONGEST_PAUSE)
                    break  # in order: what comes later must not arrive first
            self._failures = 0
            self._outbox.sent(due.id, now)
            number += 1
        return number

    async def _send(self, due: Due, now: datetime) -> None:
        stored = self._booking.store.get(due.appointment)
        if stored is None or (due.kind.startswith(REMINDER) and not self._reminds(stored, now)):
            return
        mail = self._notices.mail(stored, due.kind, due.id, now)
        if mail is not None and self._mailer is not None:
            await self._mailer.send(mail)
        elif due.kind.startswith(REMINDER):
            await self._tell(stored.holder, self._notices.reminder(stored, stored.language), stored.language)
        elif mail is not None and due.kind in (OFFICE, CHANGE):
            logger.warning("LOTSE_SMTP_URL is not set: an office or a person was not told of a change")

    def _reminds(self, stored: Stored, now: datetime) -> bool:
        """Whether it still makes sense: booked and not begun."""
        return stored.state == BOOKED and stored.start > now


def _for_good(error: Exception) -> bool:
    """Whether the server refuses this mail whenever it comes (5xx)."""
    if isinstance(error, aiosmtplib.SMTPRecipientsRefused):
        return all(one.code >= _PERMANENT for one in error.recipients)
    return isinstance(error, aiosmtplib.SMTPResponseException) and error.code >= _PERMANENT
