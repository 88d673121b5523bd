"""An appointment as an iCalendar file (RFC 5545), for mails and to download."""

from datetime import datetime, timedelta, timezone

from icalendar import Alarm, Calendar, Event

from bot.booking.model import Office
from bot.storage.appointments import Stored
from bot.storage.tables import CANCELLED

MEDIA_TYPE = "text/calendar"
FILE_NAME = "lotse.ics"
_PRODUCT = "-//Lotse//Lotse//DE"
_ALARMS = (timedelta(hours=24), timedelta(hours=2))


def calendar(stored: Stored, office: Office, title: str, now: datetime) -> bytes:
    """The file. A changed appointment has the same UID and a higher SEQUENCE, so that calendars replace it."""
    cancelled = stored.state == CANCELLED
    event = Event()
    event.add("uid", f"{stored.id}@lotse")
    event.add("sequence", stored.sequence)
    event.add("dtstamp", now.astimezone(timezone.utc))
    event.add("dtstart", stored.start)
    event.add("dtend", stored.end)
    event.add("summary", title)
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    if stored.way == "in_person":
        event.add("location", f"{office.name}, {office.address}")
    if not cancelled:
        for before in _ALARMS:
            alarm = Alarm()
            alarm.add("action", "DISPLAY")
            alarm.add("description", title)
            alarm.add("trigger", -before)
            event.add_component(alarm)
    whole = Calendar()
    whole.add("prodid", _PRODUCT)
    whole.add("version", "2.0")
    whole.add("method", "CANCEL" if cancelled else "PUBLISH")
    whole.add_component(event)
    data: bytes = whole.to_ical()
    return data
