"""Appointments inside the application: what the pages and the sending of notices work with."""

from datetime import datetime, timezone
from typing import TYPE_CHECKING

from bot.booking.asking import Asking
from bot.booking.form import Form
from bot.booking.links import Links
from bot.booking.notices import Notices
from bot.booking.sending import Mailer, Sending
from bot.booking.service import Booking, shared_booking
from bot.booking.telling import TOPICS, when
from bot.channels import web
from bot.settings import Settings
from bot.storage.conversations import Conversations
from bot.storage.outbox import Outbox

if TYPE_CHECKING:
    from bot.web.services import Services, Texts

_BUTTONS = {
    "age": "age_{value}",
    "way": "way_{value}",
    "contact": "only_chat",
    "consent": "consent_{value}",
    "summary": "book_now",
    "back": "back",
    "stop": "stop",
}


class AppointmentService:
    """Booking, links and notices of one application."""

    def __init__(self, services: "Services", booking: Booking) -> None:
        self._services = services
        self.booking = booking
        self.links = Links.load(services.settings)

    @classmethod
    def build(cls, services: "Services") -> "AppointmentService":
        """Opens the database. Raises StorageError or SettingsError."""
        return cls(services, shared_booking())

    @property
    def texts(self) -> "Texts":
        """Languages and sentences in service."""
        return self._services.texts

    def asking(self, language: str) -> Asking:
        """Says things about appointments in that language."""
        return Asking(Form(self.booking), self.texts.wording, self.texts.languages, language)

    async def run(self) -> None:
        """Sends notices until cancelled."""
        await self.sending().run()

    def sending(self) -> Sending:
        """What sends the notices."""
        settings: Settings = self._services.settings
        mailer = Mailer(settings.smtp_url) if settings.smtp_url else None
        conversations: Conversations = self._services.conversations

        async def tell(holder: str, text: str, language: str, notice: str) -> bool:
            return await conversations.tell(holder, web.message(_reply(text, language)), notice)

        texts = self.texts
        notices = Notices(self.booking, texts.wording, texts.languages, self.links, settings.mail_from)
        return Sending(self.booking, Outbox(self.booking.store.engine), notices, mailer, tell)

    def title(self, step: str, language: str) -> str:
        """What stood on a button of the form, to be shown as what the user said."""
        name, _, value = step.partition("-")
        wording, languages = self.texts.wording, self.texts.languages
        asking = self.asking(language)
        if name == "topic":
            return asking.topic(value if value in TOPICS else "other")
        if name == "office" and value in self.booking.offices:
            return self.booking.offices[value].name
        if name == "speech":
            own = languages["de" if value == "de" else language].name
            return asking.say("appointment.with_interpreter", name=own) if value == "interpreter" else own
        if name == "slot" and value != "later":
            return _slot_title(value, language) or "…"
        if name == "change":
            label = {"slot": "time"}.get(value, value)
            key = f"appointment.label_{label}" if value else "appointment.change"
        else:
            key = f"appointment.{_BUTTONS.get(name, 'other_days').format(value=value)}"
        try:
            return wording.text(key, language)
        except KeyError:  # a button that was never shown
            return "…"


def _slot_title(value: str, language: str) -> str | None:
    try:
        start = datetime.strptime(value.partition("-")[0], "%Y%m%dT%H%M").replace(tzinfo=timezone.utc)
    except ValueError:
        return None
    return when(start, language)


def _reply(text: str, language: str) -> dict[str, object]:
    return {"type": "text", "text": text, "language": language, "buttons": []}
