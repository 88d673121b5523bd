"""Commands about appointments."""

from datetime import date, datetime, time, timedelta
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

import typer

from bot.settings import load_settings

app = typer.Typer(help="Appointments: give them to the office's case software.", no_args_is_help=True)
DAY = ["%Y-%m-%d"]


@app.callback()
def _group() -> None:
    """Keeps `export` a command of its own."""


@app.command()
def export(
    office: Annotated[str, typer.Option(help="The office: the name of its file in knowledge/offices/ without .yml.")],
    first: Annotated[datetime, typer.Option("--from", formats=DAY, help="The first day.")],
    last: Annotated[datetime, typer.Option("--to", formats=DAY, help="The last day.")],
    form: Annotated[Literal["csv", "json"], typer.Option("--format", help="csv or json.")] = "csv",
) -> None:
    """Print an office's appointments, also cancelled ones, with the people's names and contacts."""
    from bot.booking.export import as_csv, as_json, rows
    from bot.booking.service import build_booking
    from bot.booking.slots import BERLIN
    from bot.errors import BookingError

    booking = build_booking(load_settings())
    if office not in booking.offices:
        known = ", ".join(sorted(booking.offices)) or "none"
        raise BookingError(f"There is no office {office!r} in knowledge/offices/. There are: {known}.")
    found = rows(booking.store.between(office, _midnight(first, BERLIN), _midnight(last + timedelta(days=1), BERLIN)))
    typer.echo(as_csv(found) if form == "csv" else as_json(found), nl=form == "json")


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone)
