"""Commands about the knowledge: look through it, ask its links."""

import asyncio
import json
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.settings import Settings, load_settings

if TYPE_CHECKING:  # commands import what they need themselves, so that `lotse --help` does not wait
    from bot.knowledge.check import Finding
    from bot.knowledge.load import Knowledge


def check(
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
) -> None:
    """Look through knowledge/ for mistakes; exit code 1 if there are any."""
    from bot.knowledge.load import load_knowledge
    from bot.knowledge.readability import hardest
    from bot.knowledge.states import states, table

    settings = load_settings()
    knowledge = load_knowledge(settings.knowledge_dir)
    findings = _findings(knowledge, settings)
    rows = states(knowledge, date.today())
    hard = [(figure, text.path.parent.name) for figure, text in hardest(knowledge)]
    errors = sum(finding.level == "error" for finding in findings)
    if as_json:
        typer.echo(json.dumps(_as_json(findings, rows, hard), ensure_ascii=False, indent=2))
    else:
        for finding in findings:
            typer.echo(str(finding))
        typer.echo(f"{table(rows)}\n")
        typer.echo(f"The hardest German answers (Wiener Sachtextformel, limit {settings.readability_limit}):")
        for figure, name in hard[:10]:
            typer.echo(f"  {figure:4.1f}  {name}")
        texts = sum(len(entry.texts) for entry in knowledge.entries.values())
        warnings = len(findings) - errors
        typer.echo(f"{len(knowledge.entries)} entries, {texts} texts: {errors} errors, {warnings} warnings")
    raise typer.Exit(1 if errors else 0)


def _findings(knowledge: "Knowledge", settings: Settings) -> "list[Finding]":
    from bot.booking.offices import gaps, load_offices, mistakes
    from bot.knowledge.check import Finding, check, too_hard
    from bot.knowledge.readability import hardest

    offices = load_offices(settings.knowledge_dir)
    wrong = [*offices.problems, *mistakes(offices, knowledge.languages)]
    return [
        *check(knowledge, date.today()),
        *too_hard(hardest(knowledge), settings.readability_limit),
        *(Finding("error", error.path, error.message, error.line) for error in wrong),
        *(Finding("warning", gap.path, gap.message) for gap in gaps(offices)),
    ]


def _as_json(findings: "list[Finding]", rows: list[dict[str, Any]], hard: list[tuple[float, str]]) -> dict[str, Any]:
    return {
        "findings": [
            {"level": one.level, "file": str(one.path), "line": one.line, "message": one.message} for one in findings
        ],
        "entries": rows,
        "readability": {name: round(figure, 1) for figure, name in hard},
    }


def _progress(done: int, total: int) -> None:
    typer.echo(f"\rAsked {done}/{total}", nl=done == total, err=True)


def links() -> None:
    """Ask every official page in knowledge/ for its state; exit code 1 if one is gone."""
    from bot.knowledge.links import addresses, ask, no_network
    from bot.knowledge.load import load_knowledge

    urls = addresses(load_knowledge(load_settings().knowledge_dir))
    asked = asyncio.run(ask(urls, _progress))
    if no_network(asked):
        typer.echo(f"There is no network here: none of {len(asked)} addresses could be reached. Nothing was checked.")
        raise typer.Exit(2)
    broken = [one for one in asked if not one.works]
    for one in broken:
        typer.echo(f"{one.status or one.problem}  {one.url}\n      in {', '.join(one.places)}")
    typer.echo(f"{len(asked)} addresses: {len(broken)} do not work")
    raise typer.Exit(1 if broken else 0)
