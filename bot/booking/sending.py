"""Sends what is due, by SMTP or into the chat. Runs in every process; the database sees to it that one sends."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime, timedelta, timezone
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

import aiosmtplib

from bot.booking.notices import Notices
from bot.booking.service import CHANGE, OFFICE, REMINDER, Booking, now_utc
from bot.errors import LotseError, SettingsError
from bot.storage.appointments import Stored
from bot.storage.outbox import Due, Outbox
from bot.storage.tables import BOOKED

logger = logging.getLogger(__name__)
Tell = Callable[[str, str, str, str], Awaitable[bool]]  # holder, text, language, notice → whether they could be told

EVERY_S = 2.0
_PATIENCE_S = 20.0  # for one answer of the mail server
_LONGEST_S = 90.0  # for a whole mail: less than a claim lasts, or another worker would send it too
_ERASE_EVERY = timedelta(hours=1)
_PAUSE = timedelta(seconds=1)
_LONGEST_PAUSE = timedelta(minutes=1)
_LATER = timedelta(minutes=10)  # a mailbox that is full, or a server that lets strangers wait
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

    async def send(self, mail: EmailMessage, accepted: Callable[[], Awaitable[None]]) -> None:
        """Sends a mail, encrypted if the server can; `accepted` is called in the moment in which the server takes it.

        Raises SMTPException or OSError if it does not.
        """
        client = aiosmtplib.SMTP(**self._options)  # type: ignore[arg-type]
        try:
            await asyncio.wait_for(self._deliver(client, mail), _LONGEST_S)
            await accepted()
        except asyncio.TimeoutError as error:
            raise aiosmtplib.SMTPTimeoutError("the server is too slow") from error
        finally:
            with suppress(aiosmtplib.SMTPException, OSError):
                await client.quit()

    async def _deliver(self, client: aiosmtplib.SMTP, mail: EmailMessage) -> None:
        await client.connect()
        await client.send_message(mail)


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

        A server that is away, or that does not accept us, is left alone for a while, up to a minute. An address that is
        refused holds nobody up: for good it is given up, for now it is tried again later.
        """
        number = 0
        if now < self._pause_until:
            return number
        claims = self._outbox.claim(now)
        while due := await asyncio.to_thread(next, claims, None):
            try:
                await self._send(due, now)
            except LotseError as error:  # cannot be read; tried again when the claim has ended
                logger.error("A notice cannot be made: %s", error)
                continue
            except (aiosmtplib.SMTPRecipientsRefused, aiosmtplib.SMTPDataError) as error:
                await self._refused(due, now, error)
                continue
            except (aiosmtplib.SMTPException, OSError) as error:
                logger.warning("A notice could not be sent, attempt %d: %s", due.attempts, type(error).__name__)
                await asyncio.to_thread(self._outbox.release, due.id)
                self._failures += 1
                self._pause_until = now + min(_PAUSE * 2**self._failures, _LONGEST_PAUSE)
                break  # in order: what comes later must not arrive first
            self._failures = 0
            number += 1
        return number

    async def _refused(self, due: Due, now: datetime, error: Exception) -> None:
        """The server works, but does not take this mail."""
        for_good = _for_good(error)
        logger.warning("A notice was refused %s, attempt %d", "for good" if for_good else "for now", due.attempts)
        if for_good:
            await self._note(due, now)
        else:
            await asyncio.to_thread(self._outbox.release, due.id, now + _LATER)

    async def _send(self, due: Due, now: datetime) -> None:
        stored = await asyncio.to_thread(self._booking.store.get, due.appointment)
        if stored is not None and (not due.kind.startswith(REMINDER) or self._reminds(stored, now)):
            mail = self._notices.mail(stored, due.kind, due.id, now)
            if mail is not None and self._mailer is not None:
                return await self._mailer.send(mail, lambda: self._note(due, now))
            if due.kind.startswith(REMINDER):
                text = self._notices.reminder(stored, stored.language)
                await self._tell(stored.holder, text, stored.language, due.id)
            elif mail is not None and due.kind in (OFFICE, CHANGE):
                logger.warning("LOTSE_SMTP_URL is not set: an office or a person was not told of a change")
        await self._note(due, now)

    async def _note(self, due: Due, now: datetime) -> None:
        await asyncio.to_thread(self._outbox.sent, due.id, now)

    def _reminds(self, stored: Stored, now: datetime) -> bool:
        """Whether it still makes sense: booked and not begun."""
        return stored.state == BOOKED and stored.start > now


def _for_good(error: Exception) -> bool:
    """Whether the server refuses this mail whenever it comes (5xx)."""
    if isinstance(error, aiosmtplib.SMTPRecipientsRefused):
        return all(one.code >= _PERMANENT for one in error.recipients)
    return isinstance(error, aiosmtplib.SMTPResponseException) and error.code >= _PERMANENT
