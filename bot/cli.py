"""The command `lotse`."""

import asyncio
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, Optional

import typer

from bot.commands import appointments, knowledge
from bot.errors import LotseError
from bot.settings import PROJECT, Settings, load_settings

if TYPE_CHECKING:  # commands import what they need themselves: `lotse check` must not wait for Rasa
    from bot.knowledge.index import Index

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")  # before anything imports TensorFlow through Rasa
app = typer.Typer(help="Lotse: answers for people who are new in Germany.", no_args_is_help=True, add_completion=False)
benchmark = typer.Typer(help="Measure; see benchmarks/README.md.", no_args_is_help=True)
app.add_typer(benchmark, name="benchmark")
app.add_typer(appointments.app, name="appointments")

app.command("check")(knowledge.check)
app.command("links")(knowledge.links)

MODEL = "lotse.tar.gz"
QUESTIONS = PROJECT / "tests" / "questions"


def main() -> None:
    """Runs the command; a known error becomes a sentence instead of a stack trace."""
    try:
        app()
    except LotseError as error:
        typer.secho(str(error), fg="red", err=True)
        raise SystemExit(1) from None


def _progress(what: str) -> Callable[[int, int], None]:
    """Shows "what 120/800" on one line."""

    def show(done: int, total: int) -> None:
        typer.echo(f"\r{what} {done}/{total}", nl=done == total, err=True)

    return show


def _build_index(settings: Settings) -> "Index":
    """The search index of the knowledge folder; encodes what is new and says so."""
    from bot.encoder import CACHE, VectorCache, shared_encoder
    from bot.knowledge.index import Index
    from bot.knowledge.load import load_knowledge

    entries = load_knowledge(settings.knowledge_dir).entries.values()
    encoder = shared_encoder()
    return Index.build(entries, VectorCache(settings.data_dir / CACHE), encoder, _progress("Encoding answers"))


@app.command()
def serve(
    workers: Annotated[int, typer.Option(min=1, max=64, help="Processes that share the work; 1.3 GB each.")] = 1,
) -> None:
    """Serve the assistant, its page and its API."""
    settings = load_settings()
    if workers > 1:
        _share_metrics(settings)
    import uvicorn

    from bot.knowledge.load import load_knowledge

    load_knowledge(settings.knowledge_dir)  # a broken folder is told now, not in a log
    typer.echo(f"Starting; in about 30 seconds Lotse answers on http://{settings.host}:{settings.port}")
    uvicorn.run(
        "bot.web.app:create_app",
        factory=True,
        host=settings.host,
        port=settings.port,
        workers=workers,
        timeout_worker_healthcheck=60,  # while a process loads Rasa it does not answer for some seconds
        log_config=None,
        access_log=False,
        server_header=False,
        ws="wsproto",  # uvicorn's first choice needs newer websockets than Rasa allows
    )


def _share_metrics(settings: Settings) -> None:
    """Has the processes keep their counters in files that each can read; before anything imports prometheus_client."""
    folder = settings.data_dir / "metrics"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder.resolve())


@app.command()
def train(force: Annotated[bool, typer.Option(help="Train even if nothing has changed.")] = False) -> None:
    """Train the model if training data, recipe or components have changed."""
    from bot.training import is_trained, train

    settings = load_settings()
    if is_trained(settings) and not force:
        typer.echo("The model is up to date.")
    else:
        typer.echo("Training the model: about 2 minutes the first time, later less.")
        typer.echo(f"Trained in {train(settings, typer.echo):.0f} seconds.")
    _build_index(settings)


@app.command()
def key() -> None:
    """Make a key for LOTSE_SECRET_KEYS."""
    from bot.storage.secrets import new_key

    typer.echo(new_key())


@app.command()
def translated(
    entry: str, language: str, status: Annotated[Literal["reviewed", "machine"], typer.Option()] = "reviewed"
) -> None:
    """Note that a translation says what the German text says now."""
    from bot.errors import KnowledgeError
    from bot.knowledge.translated import mark_translated

    knowledge = load_settings().knowledge_dir
    folder = next((knowledge / "faq").glob(f"*/{entry}"), None)
    if folder is None:
        raise KnowledgeError(knowledge / "faq", f"there is no entry {entry!r}")
    mark_translated(folder, language, status)
    typer.echo(f"{entry}, {language}: {status}")


@app.command()
def evaluate(
    file: Annotated[Path, typer.Argument(help="A .jsonl file of questions, or a folder of them.")] = QUESTIONS,
    json_file: Annotated[Optional[Path], typer.Option("--json", help="Write all results into this file.")] = None,
    half: Annotated[
        Literal["all", "learning", "held-out"], typer.Option(help="Which half of the questions to ask.")
    ] = "all",
) -> None:
    """Ask all questions and count what is right."""
    from bot.assistant import Assistant
    from bot.evaluation import evaluate as evaluation
    from bot.evaluation.questions import read_questions

    questions = [one for one in read_questions(file) if half == "all" or one.learning == (half == "learning")]
    assistant = Assistant.load(load_settings().model_dir / MODEL)
    show = _progress("Questions")
    rows = asyncio.run(evaluation.evaluate(assistant, questions, lambda done: show(done, len(questions))))
    report = evaluation.report(rows)
    typer.echo(evaluation.table(report))
    if json_file:
        json_file.write_text(json.dumps(report, ensure_ascii=False, indent=1), "utf-8")


@app.command()
def learn(questions: Annotated[Path, typer.Argument()] = QUESTIONS) -> None:
    """Learn search weights and thresholds from one half of the questions; judge with `evaluate --half held-out`."""
    from bot.encoder import shared_encoder
    from bot.evaluation.learn import learn
    from bot.evaluation.questions import read_questions
    from bot.knowledge.decide import LEARNT

    settings = load_settings()
    index = _build_index(settings)
    encoder = shared_encoder()
    found = learn(read_questions(questions), index, encoder)
    LEARNT.write_text(found.model_dump_json(indent=1) + "\n", "utf-8")
    typer.echo(f"Wrote {LEARNT}: answer from {found.own.answer_from}, choices from {found.own.choices_from}.")


@benchmark.command("omos")
def omos(folder: Path) -> None:
    """OMoS-QA: is the right page among the first?"""
    from bot.evaluation import omos

    def show(language: str, done: int, total: int) -> None:
        _progress(f"Encoding pages, {language}")(done, total)

    typer.echo(omos.table(omos.run(folder, load_settings().data_dir / "omos", progress=show)))


@benchmark.command("language-id")
def language_id(folder: Path) -> None:
    """lingua's test data: is the language right?"""
    from bot.evaluation import language_id

    typer.echo(language_id.table(language_id.run(folder, progress=typer.echo)))


@benchmark.command("search")
def search() -> None:
    """Time of a search without encoding, by number of entries."""
    from bot.evaluation import search_curve

    typer.echo(search_curve.table(search_curve.run()))


@benchmark.command("load")
def load(
    seconds: Annotated[int, typer.Option(min=5, help="Seconds for each measurement.")] = 60,
    processes: Annotated[list[int], typer.Option(help="Numbers of processes to measure.")] = [1, 2, 4],  # noqa: B006
) -> None:
    """Conversations as people have them, on one and more processes."""
    from bot.evaluation import load as of_load

    workspace = load_settings().data_dir / "load"
    typer.echo(of_load.table(of_load.run(processes, seconds, QUESTIONS, workspace.resolve(), typer.echo)))


@benchmark.command("speed")
def speed(
    seconds: Annotated[float, typer.Option(help="Seconds for each measurement.")] = 20.0,
    epochs: Annotated[int, typer.Option(help="Training epochs of stock Rasa; 100 take hours on two cores.")] = 100,
) -> None:
    """Lotse beside stock Rasa in one run."""
    from bot.evaluation import speed
    from bot.evaluation.questions import read_questions

    workspace = load_settings().data_dir / "speed"
    typer.echo(
        speed.table(speed.run(read_questions(QUESTIONS), seconds, workspace, epochs=epochs, progress=typer.echo))
    )
