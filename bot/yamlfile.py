"""Reads YAML that people edit, with errors that name file and line."""

from collections.abc import Mapping, Sequence
from io import StringIO
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.constructor import RoundTripConstructor, SafeConstructor
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from bot.errors import KnowledgeError

FENCE = "---"
_DATE = "tag:yaml.org,2002:timestamp"
Model = TypeVar("Model", bound=BaseModel)


class _Values(SafeConstructor):
    """Leaves dates as text: the models read them and can say on which line there is a wrong one."""


class _Positions(RoundTripConstructor):
    """The same, with the lines."""


_Values.add_constructor(_DATE, SafeConstructor.construct_yaml_str)
_Positions.add_constructor(_DATE, RoundTripConstructor.construct_scalar)


def _yaml(kind: str, constructor: type) -> YAML:
    yaml = YAML(typ=kind)
    yaml.Constructor = constructor
    return yaml


def read_text(path: Path) -> str:
    """The file's text. Raises KnowledgeError if it is missing or not UTF-8."""
    try:
        return path.read_text("utf-8-sig").replace("\r\n", "\n")
    except FileNotFoundError as error:
        raise KnowledgeError(path, "this file is missing") from error
    except UnicodeDecodeError as error:
        raise KnowledgeError(path, "save this file as UTF-8") from error


def parse_yaml(path: Path, text: str, first_line: int = 1) -> Any:
    """Parses YAML; `first_line` is where the text begins in the file. Raises KnowledgeError with the line."""
    try:
        return _yaml("safe", _Values).load(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + first_line if mark else None
        raise KnowledgeError(path, f"not readable as YAML: {error.problem or error.context}", line) from error
    except (YAMLError, ValueError) as error:
        raise KnowledgeError(path, f"not readable as YAML: {error}") from error


def read_yaml(path: Path) -> Any:
    """Reads a YAML file. Raises KnowledgeError."""
    return parse_yaml(path, read_text(path))


def split_front_matter(path: Path, text: str) -> tuple[str, str]:
    """Splits a Markdown file into its front matter (between two lines of ---) and its body."""
    lines = text.split("\n")
    if lines[0].strip() != FENCE or FENCE not in (line.strip() for line in lines[1:]):
        raise KnowledgeError(path, "this file must begin with a block between two lines of ---", 1)
    end = next(number for number, line in enumerate(lines[1:], 1) if line.strip() == FENCE)
    return "\n".join(lines[1:end]), "\n".join(lines[end + 1 :]).strip()


def _line(text: str, location: Sequence[str | int], first_line: int) -> int | None:
    """Where in the text the value at that location stands: parsed once more, with positions."""
    node = _yaml("rt", _Positions).load(StringIO(text))
    line: int | None = None
    for step in location:
        try:
            position = node.lc.key(step) if isinstance(step, str) else node.lc.item(step)
            line, node = position[0], node[step]
        except (AttributeError, KeyError, IndexError, TypeError):
            break
    return None if line is None else line + first_line


def validate(path: Path, model: type[Model], text: str, more: Mapping[str, Any], first_line: int = 1) -> Model:
    """Parses YAML into a model, with `more` values that do not stand in the text.

    Raises KnowledgeError for the first wrong value, with its line.
    """
    data = parse_yaml(path, text, first_line)
    if not isinstance(data, dict):
        raise KnowledgeError(path, "this block must hold lines of the form `name: value`", first_line)
    try:
        return model.model_validate({**data, **more})
    except ValidationError as error:
        problem = error.errors()[0]
        name = ".".join(str(step) for step in problem["loc"])
        raise KnowledgeError(path, f"{name}: {problem['msg']}", _line(text, problem["loc"], first_line)) from error
