"""Builds the mails about an appointment: to the person, in their language and in German, and to the office."""

from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, select_autoescape

from bot.booking.calendar import FILE_NAME, calendar
from bot.booking.links import Links
from bot.booking.model import Office
from bot.booking.service import OFFICE, REMINDER, Booking
from bot.booking.telling import Telling, when
from bot.errors import BookingError
from bot.languages import DEFAULT, Language
from bot.storage.appointments import Stored
from bot.storage.tables import CANCELLED
from bot.wording import Wording

TEMPLATES = Path(__file__).with_name("templates")


class Notices:
    """Builds mails. Sends nothing."""

    def __init__(
        self, booking: Booking, wording: Wording, languages: dict[str, Language], links: Links, sender: str
    ) -> None:
        self._booking = booking
        self._wording = wording
        self._languages = languages
        self._links = links
        self._sender = sender
        self._templates = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=select_autoescape(["html"]))

    def mail(self, stored: Stored, kind: str, notice: str, now: datetime) -> EmailMessage | None:
        """The mail of a notice, or None if nobody is to get one.

        notice: its id; the same notice has the same Message-ID, should it ever be sent twice.
        Raises BookingError if the office's file is gone.
        """
        office = self._booking.offices.get(stored.office)
        if office is None:
            raise BookingError(f"knowledge/offices/{stored.office}.yml is needed: people have appointments there")
        to = office.contact.email if kind == OFFICE else _address(stored)
        if not to:
            return None
        languages = [DEFAULT] if kind == OFFICE else list(dict.fromkeys([stored.language, DEFAULT]))
        parts = [self._part(stored, office, kind, language) for language in languages]
        mail = EmailMessage()
        mail["Subject"] = parts[0]["subject"]
        mail["From"] = Address("Lotse", addr_spec=self._sender)
        mail["To"] = Address(addr_spec=to)
        mail["Date"] = format_datetime(now)
        mail["Message-ID"] = f"<{notice}@{self._sender.rpartition('@')[2]}>"
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content(self._templates.get_template("mail.txt").render(parts=parts))
        mail.add_alternative(self._templates.get_template("mail.html").render(parts=parts), subtype="html")
        if not kind.startswith(REMINDER):
            data = calendar(stored, office, str(parts[0]["event"]), now)
            method = "CANCEL" if stored.state == CANCELLED else "PUBLISH"
            about = {"method": method, "charset": "utf-8"}
            mail.add_attachment(data, maintype="text", subtype="calendar", filename=FILE_NAME, params=about)
        return mail

    def reminder(self, stored: Stored, language: str) -> str:
        """The sentence that reminds somebody in the chat."""
        return self._wording.text("appointment.mail_reminder", language, time=when(stored.start, language))

    def _part(self, stored: Stored, office: Office, kind: str, language: str) -> dict[str, object]:
        """What the mail says in one language."""

        def say(key: str, **values: object) -> str:
            return self._wording.text(f"appointment.{key}", language, **values)

        time = when(stored.start, language)
        for_office = kind == OFFICE
        what = _what(stored, kind)
        telling = Telling(self._wording, self._languages, language)
        said = {**stored.details, "way": stored.way}
        rows = telling.rows(said, office, stored.start) if stored.details else []
        return {
            "language": language,
            "direction": self._languages[language].direction,
            "subject": say(f"mail_subject_{what}", time=time),
            "event": say("event", office=office.name),
            "hello": "" if for_office or not stored.details else say("mail_hello", name=stored.details["name"]),
            "sentence": say(f"mail_{what}", time=time),
            "rows": rows,
            "questions": stored.details.get("questions", []) if for_office else [],
            "questions_label": say("mail_questions"),
            "sample": say("sample") if office.sample else "",
            "link": "" if for_office or stored.state == CANCELLED else self._links.manage(stored.id),
            "link_label": say("link_manage"),
            "hints": [] if for_office or stored.state == CANCELLED else telling.hints(office, stored.way),
        }


def _address(stored: Stored) -> str | None:
    contact = stored.details.get("contact") or {}
    return str(contact["value"]) if contact.get("kind") == "email" else None


def _what(stored: Stored, kind: str) -> str:
    """The key of what the mail is about."""
    if stored.state == CANCELLED:
        return "cancelled"
    if kind.startswith(REMINDER):
        return "reminder"
    return "moved" if stored.sequence else "confirmation"
