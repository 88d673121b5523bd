"""The documents say what is there: settings, commands, paths, links, actions and sentences."""

import importlib
import inspect
import json
import pkgutil
import re
from fnmatch import fnmatch
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
import typer
from rasa_sdk import Action

import actions
from bot.cli import app
from bot.settings import PROJECT, Settings
from bot.wording import read_wording
from bot.yamlfile import read_yaml

DOCUMENTS = sorted(
    [
        *(PROJECT / name for name in ("README.md", "CHANGELOG.md", "knowledge/README.md", "benchmarks/README.md")),
        *(PROJECT / "docs").glob("*.md"),
    ]
)
SOURCES = ("actions", "benchmarks", "bot", "data", "docs", "knowledge", "scripts", "tests", "widget/src")
ENDINGS = (".py", ".yml", ".md", ".json", ".jsonl", ".toml", ".lock", ".txt", ".js", ".ts", ".css", ".html", ".png")

_FENCED = re.compile(r"^ *```.*?\n(.*?)^ *```", re.M | re.S)
_SPAN = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_SETTING = re.compile(r"LOTSE_[A-Z_]*[A-Z]")
_PATH = re.compile(r"[\w.<>*-]+(/[\w.<>*-]*)*")


def spans_of(text: str) -> list[str]:
    """What stands in backticks within a line."""
    return _SPAN.findall(_FENCED.sub("", text))


def code_of(text: str) -> list[str]:
    """What stands in backticks, and each line of the fenced and the indented blocks."""
    blocks = [*_FENCED.findall(text), *re.findall(r"^ {4}(.+)$", _FENCED.sub("", text), re.M)]
    return [*spans_of(text), *(line for block in blocks for line in block.splitlines())]


def unknown_settings(text: str) -> set[str]:
    return set(_SETTING.findall(text)) - set(settings())


def unknown_targets(text: str) -> set[str]:
    targets = set(re.findall(r"^([a-z]+):", (PROJECT / "Makefile").read_text("utf-8"), re.M))
    return {target for code in code_of(text) for target in re.findall(r"\bmake ([a-z]+)", code)} - targets


def unknown_commands(text: str) -> set[str]:
    """Calls of `lotse` with a command that does not exist, or an option that the command does not have."""
    calls = {call for code in code_of(text) for call in re.findall(r"(?:^|[\s/])lotse ([a-z-][^|>;&]*)", code)}
    return {call for call in calls if not _can_be_called(call.split())}


def _can_be_called(words: list[str]) -> bool:
    command: Any = typer.main.get_command(app)
    while words and hasattr(command, "commands"):
        command, words = command.commands.get(words[0]), words[1:]
    if command is None:
        return False
    options = {"--help", *(name for one in command.params for name in (*one.opts, *one.secondary_opts))}
    return {word.partition("=")[0] for word in words if word.startswith("--")} <= options


def missing_paths(text: str, folder: Path) -> set[str]:
    return {span for span in spans_of(text) if _is_path(span) and not _exists(span, folder)}


def _is_path(span: str) -> bool:
    if not _PATH.fullmatch(span) or ("<" in span and "/" not in span):
        return False
    first = span.split("/")[0]
    return span.endswith((*ENDINGS, "/")) or ("/" in span and (PROJECT / first).exists())


def _exists(span: str, folder: Path) -> bool:
    """Below the project or the document's folder; a bare file name anywhere. `<language>` stands for any name."""
    pattern = re.sub(r"<[^>]*>", "*", span).rstrip("/")
    if pattern.split("/")[0] in _made():
        return True
    if "/" not in pattern and any(fnmatch(name, pattern) for name in _names()):
        return True
    return any(next(base.glob(pattern), None) is not None for base in (PROJECT, folder))


@lru_cache(maxsize=1)
def _names() -> set[str]:
    return {path.name for source in SOURCES for path in (PROJECT / source).rglob("*")}


@lru_cache(maxsize=1)
def _made() -> set[str]:
    """What is not part of the project but made by running it."""
    return {line.rstrip("/") for line in (PROJECT / ".gitignore").read_text("utf-8").split() if line}


def broken_links(text: str, folder: Path) -> set[str]:
    """Relative links and images whose file does not exist."""
    targets = {link.partition("#")[0] for link in _LINK.findall(_FENCED.sub("", text)) if not re.match(r"\w+:", link)}
    return {target for target in targets if target and not (folder / target).exists()}


def settings() -> dict[str, str | None]:
    """All settings with their defaults as an operator writes them; None if there is none."""
    return {f"LOTSE_{name.upper()}": _written(field.default) for name, field in Settings.model_fields.items()}


def _written(default: Any) -> str | None:
    if default is None or isinstance(default, str):
        return default
    if isinstance(default, Path):
        return default.relative_to(PROJECT).as_posix()
    return json.dumps(default)


def settings_of_example(text: str) -> dict[str, str | None]:
    """The settings of `.env.example`; one that is commented out has no default."""
    return {
        name: None if comment else value for comment, name, value in re.findall(r"^(# ?)?(LOTSE_\w+)=(.*)$", text, re.M)
    }


def settings_of_table(text: str) -> dict[str, str | None]:
    """The settings of a table with the columns name, default, meaning."""
    rows = re.findall(r"^\| `(LOTSE_\w+)` \| (?:`([^`]*)`|none) \| \S", text, re.M)
    return {name: value or None for name, value in rows}


def named(path: Path) -> str:
    return str(path.relative_to(PROJECT))


@pytest.mark.parametrize("document", DOCUMENTS, ids=named)
def test_document_names_only_what_exists(document: Path) -> None:
    text = document.read_text("utf-8")
    wrong = {
        "settings": unknown_settings(text),
        "make targets": unknown_targets(text),
        "lotse commands": unknown_commands(text),
        "paths": missing_paths(text, document.parent),
        "links": broken_links(text, document.parent),
    }
    assert {kind: found for kind, found in wrong.items() if found} == {}


@pytest.mark.parametrize("name", ["Dockerfile", "compose.yml", ".env.example"])
def test_deployment_file_names_only_settings_that_exist(name: str) -> None:
    assert unknown_settings((PROJECT / name).read_text("utf-8")) == set()


def test_env_example_lists_every_setting_with_its_default() -> None:
    assert settings_of_example((PROJECT / ".env.example").read_text("utf-8")) == settings()


def test_operations_page_lists_every_setting_with_its_default() -> None:
    assert settings_of_table((PROJECT / "docs" / "operations.md").read_text("utf-8")) == settings()


def test_every_action_of_the_domain_has_a_class() -> None:
    modules = [importlib.import_module(f"actions.{one.name}") for one in pkgutil.iter_modules(actions.__path__)]
    classes = {kind for module in modules for _, kind in inspect.getmembers(module, inspect.isclass)}
    written = {kind().name() for kind in classes if issubclass(kind, Action) and kind is not Action}
    assert written == set(read_yaml(PROJECT / "domain.yml")["actions"])


def test_every_response_of_the_domain_has_a_sentence() -> None:
    responses = read_yaml(PROJECT / "domain.yml")["responses"]
    keys = {variant["text"] for variants in responses.values() for variant in variants}
    assert keys - set(read_wording(PROJECT / "knowledge" / "wording" / "de.yml")) == set()


def test_checks_find_what_is_wrong() -> None:
    assert unknown_settings("LOTSE_HOST and LOTSE_HORST") == {"LOTSE_HORST"}
    assert unknown_targets("make sure; `make test`\n```\nmake tests\n```\n\n    make runs\n") == {"tests", "runs"}
    assert unknown_commands("`lotse check`, `lotse chekc`, `lotse evaluate --quarter`, `lotse benchmark speed`") == {
        "chekc",
        "evaluate --quarter",
    }
    text = "`bot/cli.py` `bot/clay.py` `data/nlu/ask.<language>.yml` `entry.yml` `none.yml` `models/x` `text/plain`"
    assert missing_paths(text, PROJECT) == {"bot/clay.py", "none.yml"}
    assert broken_links("[a](docs/no.md) [b](bot/cli.py#x) [c](https://example.org)", PROJECT) == {"docs/no.md"}
    assert settings_of_example("LOTSE_A=1\n# LOTSE_B=x\n") == {"LOTSE_A": "1", "LOTSE_B": None}
    assert settings_of_table("| `LOTSE_A` | `1` | x |\n| `LOTSE_B` | none | y |\n") == {"LOTSE_A": "1", "LOTSE_B": None}
