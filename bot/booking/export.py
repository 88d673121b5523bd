"""Appointments of an office for its case software, as CSV and JSON. docs/booking.md describes the columns."""

import csv
import io
import json
import re
from collections.abc import Iterable
from typing import Any

from bot.booking.slots import BERLIN
from bot.storage.appointments import Stored

COLUMNS = (
    "id", "changes", "state", "office", "counsellor", "date", "from", "to", "way", "topic", "age", "language", "spoken",
    "interpreter", "name", "contact_kind", "contact", "questions",
)  # fmt: skip
_FORMULA = re.compile(r"[=@\t\r]|[+-](?!\d+$)")  # a spreadsheet would compute it; a telephone number may stay


def rows(found: Iterable[Stored]) -> list[dict[str, Any]]:
    """One row for each appointment; what was erased is empty."""
    return [_row(one) for one in found]


def _row(stored: Stored) -> dict[str, Any]:
    details = stored.details
    contact = details.get("contact") or {}
    start, end = stored.start.astimezone(BERLIN), stored.end.astimezone(BERLIN)
    values = (
        stored.id, stored.sequence, stored.state, stored.office, stored.counsellor, start.date().isoformat(),
        f"{start:%H:%M}", f"{end:%H:%M}", stored.way, details.get("topic"), details.get("group"), stored.language,
        details.get("speech"), details.get("interpreter"), details.get("name"), contact.get("kind"),
        contact.get("value"), details.get("questions") or [],
    )  # fmt: skip
    return dict(zip(COLUMNS, values, strict=True))


def as_json(found: list[dict[str, Any]]) -> str:
    """The rows as a list of objects; what is not known is null."""
    return json.dumps(found, ensure_ascii=False, indent=2)


def as_csv(found: list[dict[str, Any]]) -> str:
    """The rows with a head (RFC 4180, comma); what is not known is empty, several questions stand on lines."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS)
    writer.writeheader()
    writer.writerows({name: _cell(value) for name, value in row.items()} for row in found)
    return text.getvalue()


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = "\n".join(value) if isinstance(value, list) else "" if value is None else str(value)
    return f"'{text}" if _FORMULA.match(text) else text
