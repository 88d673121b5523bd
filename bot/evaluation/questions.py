"""The questions that Lotse is judged by: `tests/questions/*.jsonl`."""

import hashlib
import json
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ValidationError

from bot.errors import LotseError


class QuestionsError(LotseError):
    """A row of a file of questions cannot be used."""


class Question(BaseModel):
    """One row: what is asked, in which language, and what should come of it."""

    id: str
    language: str
    text: str
    expect: dict[str, Any]

    @property
    def kind(self) -> Literal["entries", "action", "crisis", "none"]:
        """What sort of outcome is expected."""
        for kind in ("entries", "action", "crisis"):
            if kind in self.expect:
                return kind
        return "none"

    @property
    def learning(self) -> bool:
        """Whether the row belongs to the half that is learnt from; the other half only judges. By hash of the id."""
        return hashlib.sha256(self.id.encode()).digest()[0] % 2 == 0


def read_questions(path: Path) -> list[Question]:
    """Reads a JSON Lines file, or all of a folder. Raises QuestionsError with file and line."""
    files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    questions: list[Question] = []
    for file in files:
        try:
            lines = file.read_text("utf-8").splitlines()
        except OSError as error:
            raise QuestionsError(f"{file}: cannot be read ({error.strerror})") from error
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                questions.append(Question.model_validate(json.loads(line)))
            except (ValidationError, json.JSONDecodeError) as error:
                problem = error.errors()[0]["msg"] if isinstance(error, ValidationError) else error.msg
                raise QuestionsError(f"{file}:{number}: {problem}") from error
    if not questions:
        raise QuestionsError(f"{path}: no questions found")
    return questions
