"""The page behind an appointment's link: see it, move it, cancel it, download it, erase it. Works without JavaScript.

Only POST changes anything: programs that look at every link in a mail change nothing.
"""

from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Request
from jinja2 import Environment, FileSystemLoader, select_autoescape
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response

from bot.booking.calendar import FILE_NAME, MEDIA_TYPE, calendar
from bot.booking.service import now_utc
from bot.booking.slots import days_of, key_of
from bot.booking.telling import day_label, time_label, when
from bot.storage.appointments import Stored
from bot.storage.tables import BOOKED
from bot.web.accept import preferred_language
from bot.web.services import Services, services_of

router = APIRouter(include_in_schema=False)
_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).with_name("templates")), autoescape=select_autoescape(["html"])
)
_DAYS = 10
_STYLE = Path(__file__).with_name("static") / "appointment.css"
_SEE_OTHER = 303
_ASKED = {"cancel", "erase"}

Served = Annotated[Services, Depends(services_of)]


@router.get("/appointment.css")
def style() -> Response:
    """How the page looks; browsers ask each time whether it has changed."""
    return FileResponse(_STYLE, headers={"cache-control": "no-cache"})


@router.get("/appointment/{token}.ics")
def download(token: str, request: Request, services: Served) -> Response:
    """The appointment for a calendar."""
    stored = _find(services, token)
    office = services.appointments.booking.offices.get(stored.office) if stored else None
    if stored is None or office is None or not stored.details:
        return _gone(request, services)
    title = _say(services, stored.language, "event", office=office.name)
    headers = {"content-disposition": f'attachment; filename="{FILE_NAME}"', "cache-control": "no-store"}
    return Response(calendar(stored, office, title, now_utc()), media_type=MEDIA_TYPE, headers=headers)


@router.get("/appointment/{token}")
def show(token: str, request: Request, services: Served, ask: str = "", done: str = "") -> Response:
    """The appointment, and what can be done with it; `ask`: which question is open, `done`: what was done just now."""
    stored = _find(services, token)
    if stored is None or not stored.details:
        return _gone(request, services, "page_erased" if done == "erased" else "page_gone")
    office = services.appointments.booking.offices.get(stored.office)
    language = stored.language
    asking = services.appointments.asking(language)
    rows = asking.rows({**stored.details, "way": stored.way}, office, stored.start) if office else []
    days = _days(services, stored, language) if ask == "move" and office else []
    return _page(
        services,
        language,
        token=token,
        rows=rows,
        hints=asking.hints(office, stored.way) if office and stored.state == BOOKED else [],
        live=stored.state == BOOKED,
        ask=ask if ask in _ASKED else "",
        days=days,
        moving=ask == "move",
        remark={"moved": "page_moved", "taken": "slot_taken"}.get(done, ""),
    )


@router.post("/appointment/{token}/cancel")
def cancel(token: str, services: Served) -> Response:
    """Cancels the appointment."""
    stored = _find(services, token)
    if stored:
        services.appointments.booking.cancel(stored.id, now_utc())
    return _back(token)


@router.post("/appointment/{token}/move")
def move(token: str, services: Served, slot: Annotated[str, Form()] = "") -> Response:
    """Moves the appointment to another time."""
    stored = _find(services, token)
    moved = False
    booking = services.appointments.booking
    if stored and stored.office in booking.offices:
        free = booking.slots(stored.office, now_utc(), _language(services, stored))
        wanted = next((one for one in free if key_of(one) == slot), None)
        moved = wanted is not None and booking.move(stored.id, wanted, now_utc())
    return _back(token, "?done=moved" if moved else "?ask=move&done=taken")


@router.post("/appointment/{token}/erase")
def erase(token: str, services: Served) -> Response:
    """Erases everything that is kept about the person."""
    stored = _find(services, token)
    if stored:
        services.appointments.booking.erase(stored.id, now_utc())
    return _back(token, "?done=erased")


def _find(services: Services, token: str) -> Stored | None:
    number = services.appointments.links.read(token)
    return services.appointments.booking.store.get(number) if number else None


def _language(services: Services, stored: Stored) -> str | None:
    """The language that the counsellor must speak, if anybody there does."""
    office = services.appointments.booking.offices[stored.office]
    speech = stored.details.get("speech")
    return speech if speech in office.languages else None


def _days(services: Services, stored: Stored, language: str) -> list[dict[str, Any]]:
    slots = services.appointments.booking.slots(stored.office, now_utc(), _language(services, stored))
    return [
        {
            "label": day_label(found[0].start, language),
            "slots": [(key_of(one), time_label(one.start, language), when(one.start, language)) for one in found],
        }
        for _, found in days_of(slots, _DAYS)
    ]


def _say(services: Services, language: str, key: str, **values: object) -> str:
    return services.texts.wording.text(f"appointment.{key}", language, **values)


def _page(services: Services, language: str, status: int = 200, **values: Any) -> HTMLResponse:
    known = services.texts.languages.get(language)

    def say(key: str, **more: object) -> str:
        return _say(services, language, key, **more)

    html = _TEMPLATES.get_template("appointment.html").render(
        language=language, direction=known.direction if known else "ltr", say=say, **values
    )
    return HTMLResponse(html, status, headers={"cache-control": "no-store"})


def _gone(request: Request, services: Services, key: str = "page_gone") -> HTMLResponse:
    language = preferred_language(request.headers.get("accept-language"), services.texts.languages)
    return _page(services, language, 410 if key == "page_erased" else 404, gone=key)


def _back(token: str, query: str = "") -> RedirectResponse:
    return RedirectResponse(f"/appointment/{token}{query}", _SEE_OTHER)
