"""Messages of a booking as the API sends them, step by step, played in a page."""

import json
from typing import Any

from playwright.sync_api import Page, Route

DAYS = [
    ("2026-12-01", "Dienstag, 1. Dezember", ["09:00", "09:45", "14:30"]),
    ("2026-12-02", "Mittwoch, 2. Dezember", ["10:15"]),
    ("2026-12-04", "Freitag, 4. Dezember", ["08:30", "11:00"]),
]
PLACE = {"office": "JMD Hafenau", "address": "Alter Hafen 3, 12345 Hafenau", "way": "in_person"}
TIMES = {"start": "2026-12-01T09:45:00+01:00", "end": "2026-12-01T10:30:00+01:00"}
LINKS = {"manage_url": "/termine/abc", "ics_url": "/termine/abc.ics", "route_url": "https://www.openstreetmap.org/"}


def slots() -> dict[str, Any]:
    """The step that offers free times."""
    days = [
        {
            "date": day,
            "label": label,
            "slots": [{"title": time, "payload": f'/choose_slot{{"slot": "{day}T{time}"}}'} for time in times],
        }
        for day, label, times in DAYS
    ]
    return {"step": "slots", "days": days}


class Booking:
    """Answers every message of a page with the next step, and notes what was sent."""

    def __init__(self, page: Page, *steps: tuple[str, dict[str, Any], list[str]], language: str = "de") -> None:
        self.sent: list[dict[str, Any]] = []
        self._language = language
        self._steps = list(steps)
        page.route_web_socket("**/stream", lambda socket: socket.close())
        page.route("**/messages", self._answer)

    def _answer(self, route: Route) -> None:
        asked = route.request.post_data_json
        self.sent.append(asked)
        text, appointment, buttons = self._steps.pop(0)
        message = {
            "id": 100 + 2 * len(self.sent),
            "from": "lotse",
            "type": "appointment",
            "text": text,
            "language": "de",
            "buttons": [*_same(appointment), *({"title": title, "payload": f"/{title.lower()}"} for title in buttons)],
            "appointment": appointment,
        }
        talk = {"language": self._language, "direction": "ltr", "messages": [message], "client_id": asked["client_id"]}
        route.fulfill(status=200, content_type="application/json", body=json.dumps(talk))


def _same(appointment: dict[str, Any]) -> list[dict[str, str]]:
    """Free times are buttons too, for those who show no grid."""
    return [slot for day in appointment.get("days", []) for slot in day["slots"]]


ALL = (
    ("Wie alt bist du?", {"step": "age"}, ["Unter 27", "27 oder älter"]),
    ("Wähle einen Termin.", slots(), ["Andere Termine"]),
    ("Stimmt das so?", {"step": "summary", **PLACE, **TIMES}, ["Ja, buchen", "Ändern"]),
    ("Dein Termin ist gebucht.", {"step": "booked", **PLACE, **TIMES, **LINKS}, []),
    ("Dein Termin ist abgesagt.", {"step": "cancelled", **TIMES}, []),
)
