"""The files of questions."""

import json
from pathlib import Path

import pytest

from bot.evaluation.questions import Question, QuestionsError, read_questions
from bot.knowledge.load import load_knowledge
from tests.knowledge.factory import PROJECT, REAL

ROW = {"id": "de-1", "language": "de", "text": "Was?", "expect": {"none": True}}


def _row(**changes: object) -> str:
    return json.dumps({**ROW, **changes})


def test_folder_is_read_file_by_file_and_empty_lines_do_not_count(tmp_path: Path) -> None:
    (tmp_path / "uk.jsonl").write_text(_row(id="uk-1") + "\n", "utf-8")
    (tmp_path / "de.jsonl").write_text(_row() + "\n\n" + _row(id="de-2"), "utf-8")
    assert [one.id for one in read_questions(tmp_path)] == ["de-1", "de-2", "uk-1"]


@pytest.mark.parametrize("line", ["{not json}", "[]", '{"id": "de-2"}', "3"])
def test_wrong_row_names_file_and_line(tmp_path: Path, line: str) -> None:
    file = tmp_path / "de.jsonl"
    file.write_text(_row() + "\n" + line + "\n", "utf-8")
    with pytest.raises(QuestionsError, match=rf"{file}:2: "):
        read_questions(file)


def test_missing_file_and_empty_folder_are_explained(tmp_path: Path) -> None:
    with pytest.raises(QuestionsError, match="cannot be read"):
        read_questions(tmp_path / "de.jsonl")
    with pytest.raises(QuestionsError, match="no questions"):
        read_questions(tmp_path)


@pytest.mark.parametrize(
    ("expect", "kind"),
    [
        ({"entries": ["kurs"]}, "entries"),
        ({"action": "booking"}, "action"),
        ({"crisis": "violence"}, "crisis"),
        ({"none": True}, "none"),
    ],
)
def test_kind_is_what_is_expected(expect: dict[str, object], kind: str) -> None:
    assert Question.model_validate({**ROW, "expect": expect}).kind == kind


def test_half_depends_on_the_id_alone() -> None:
    one, other = Question.model_validate(ROW), Question.model_validate({**ROW, "text": "Etwas anderes?"})
    assert one.learning == other.learning
    halves = [Question.model_validate({**ROW, "id": f"x-{number}"}).learning for number in range(400)]
    assert 160 < sum(halves) < 240  # a fair coin lies outside once in 15000 times


def test_projects_questions_expect_what_exists() -> None:
    questions = read_questions(PROJECT / "tests" / "questions")
    knowledge = load_knowledge(REAL)
    assert len({one.id for one in questions}) == len(questions)
    tier_1 = {code for code, language in knowledge.languages.items() if language.tier == 1}
    assert {one.language for one in questions} == tier_1
    for one in questions:
        assert set(one.expect.get("entries", [])) <= set(knowledge.entries), one.id
        assert one.expect.get("crisis", "medical") in knowledge.crises, one.id
        assert one.expect.get("action", "booking") == "booking", one.id
