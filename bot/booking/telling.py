"""What is said about an appointment: its lines, what to know before, and the card when it is booked."""

import re
from datetime import datetime
from typing import Any
from urllib.parse import quote_plus

from babel.dates import format_date, format_datetime

from bot.booking.model import Office
from bot.booking.reading import locale
from bot.booking.slots import BERLIN
from bot.languages import Language
from bot.replies import Button, Reply, payload
from bot.storage.appointments import Stored
from bot.wording import Wording

TOPICS = ("sprache", "anerkennung", "geld", "ausbildung", "aufenthalt", "notfall")
_CLDR = {"kmr": "ku"}
_LINES = ("topic", "age", "office", "time", "way", "speech", "name", "contact")
_ROUTE = "https://www.openstreetmap.org/search?query="  # no account, no tracker


def button(value: str, title: str) -> Button:
    """A button of the form."""
    return {"title": title, "payload": payload("book", step=value)}


def day_label(moment: datetime, language: str) -> str:
    """Weekday and date in the user's language, Gregorian everywhere."""
    return str(format_date(moment.astimezone(BERLIN).date(), "full", locale=locale(language)))


def time_label(moment: datetime, language: str) -> str:
    """Hours and minutes in Germany."""
    return str(format_datetime(moment.astimezone(BERLIN), "HH:mm", tzinfo=BERLIN, locale=locale(language)))


def when(moment: datetime, language: str) -> str:
    """Weekday, date and time."""
    return f"{day_label(moment, language)}, {time_label(moment, language)}"


class Telling:
    """Tells about appointments in one language."""

    def __init__(self, wording: Wording, languages: dict[str, Language], language: str) -> None:
        self._wording = wording
        self._languages = languages
        self._language = language

    def say(self, key: str, **values: object) -> str:
        """A sentence of the wording."""
        return self._wording.text(key, self._language, **values)

    def lines(self, said: dict[str, Any], office: Office, start: datetime) -> str:
        """What the appointment is, as a Markdown list."""
        return "\n".join(f"- **{label}:** {_plain(value)}" for label, value in self.rows(said, office, start))

    def rows(self, said: dict[str, Any], office: Office, start: datetime) -> list[tuple[str, str]]:
        """What the appointment is: what stands in front, and the value."""
        speech = self.language_name(said["speech"])
        values = {
            "age": self.say(f"appointment.age_{said['group']}"),
            "topic": self.topic(said["topic"]),
            "office": f"{office.name}, {office.address}",
            "time": when(start, self._language),
            "way": self.say(f"appointment.way_{said['way']}"),
            "speech": self.say("appointment.with_interpreter", name=speech) if said["interpreter"] else speech,
            "name": said["name"],
            "contact": said["contact"]["value"] or self.say("appointment.only_chat"),
        }
        return [(self.say(f"appointment.label_{key}"), values[key]) for key in _LINES]

    def language_name(self, code: str) -> str:
        """What the language is called for who reads: the office must understand what somebody speaks."""
        own = self._languages[code].name if code in self._languages else code
        return own if code == self._language else str(locale(self._language).languages.get(_CLDR.get(code, code), own))

    def hints(self, office: Office, way: str | None) -> list[str]:
        """What to know before going there."""
        access = "wheelchair" if office.wheelchair else "no_wheelchair"
        return [self.say("appointment.bring"), *([self.say(f"appointment.{access}")] if way == "in_person" else [])]

    def topic(self, topic: str) -> str:
        """The topic as it is called, or as it was written."""
        if topic == "other":
            return self.say("appointment.other_topic")
        return self.say(f"topic.{topic}") if topic in TOPICS else topic

    def booked(self, stored: Stored, office: Office, manage_url: str) -> Reply:
        """The appointment that was booked: card and text."""
        said = {**stored.details, "way": stored.way}
        parts = [
            self.say("appointment.booked"),
            self.lines(said, office, stored.start),
            *self.hints(office, stored.way),
        ]
        if office.sample:
            parts.insert(1, self.say("appointment.sample"))
        route = _ROUTE + quote_plus(str(office.address))
        links = [(f"{manage_url}", "manage"), (f"{manage_url}.ics", "calendar")]
        if stored.way == "in_person":
            links.append((route, "route"))
        parts.append("\n".join(f"- [{self.say(f'appointment.link_{name}')}]({url})" for url, name in links))
        shown = {
            "step": "booked",
            "office": office.name,
            "address": str(office.address),
            "way": stored.way,
            "start": stored.start.isoformat(),
            "end": stored.end.isoformat(),
            "manage_url": manage_url,
            "ics_url": f"{manage_url}.ics",
            **({"route_url": route} if stored.way == "in_person" else {}),
        }
        return self.reply("\n\n".join(parts), [], shown)

    def reply(self, text: str, buttons: list[Button], shown: dict[str, Any]) -> Reply:
        """A reply of the type `appointment`."""
        return {
            "type": "appointment",
            "text": text,
            "language": self._language,
            "buttons": buttons,
            "appointment": shown,
        }


def _plain(value: str) -> str:
    """What a person wrote, so that it is no Markdown."""
    return re.sub(r"([\\`*_\[\]<>])", r"\\\1", value)
