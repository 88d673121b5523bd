"""A broken file is named, and what was there before stays in service."""

import shutil
from pathlib import Path

import pytest

from bot.errors import KnowledgeError
from bot.knowledge.load import load_knowledge
from tests.knowledge.factory import CHILD, REAL

CHILD_DE = "faq/geld/kindergeld/de.md"


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_folder_is_read_whole(folder: Path) -> None:
    knowledge = load_knowledge(folder)
    assert knowledge.problems == ()
    assert sorted(knowledge.entries) == ["kindergeld", "kurs", "wohngeld"]
    assert sorted(knowledge.entries["kindergeld"].texts) == ["de", "en"]
    assert knowledge.entries["kindergeld"].texts["de"].body == CHILD
    assert list(knowledge.crises) == ["medical"]


def test_projects_own_knowledge_has_no_broken_file() -> None:
    knowledge = load_knowledge(REAL)
    assert knowledge.problems == ()
    assert len(knowledge.crises) == 7
    assert all({"de", "en", "uk", "ar", "tr"} <= set(entry.texts) for entry in knowledge.entries.values())


@pytest.mark.parametrize(
    ("file", "old", "new", "line"),
    [
        ("faq/geld/kindergeld/entry.yml", "reviewed: 2026-11-01", "reviewed: 2026-11-31", 6),
        ("faq/geld/kindergeld/entry.yml", "note: sure", "note: perhaps", 8),
        ("faq/geld/kindergeld/entry.yml", "note: sure", "note: sure\nauthor: me", 9),
        ("faq/geld/kindergeld/entry.yml", "title: Familienkasse", "title: [Familienkasse", 4),
        (CHILD_DE, "status: original", "status: final", 9),
        (CHILD_DE, 'question: "Wie viel', 'question: Wie: "viel', 2),
        ("crisis/medical/crisis.yml", "https://www.112.de", "112", 4),
    ],
)
def test_broken_file_is_named_with_its_line_and_the_last_good_version_stays(
    folder: Path, file: str, old: str, new: str, line: int
) -> None:
    before = load_knowledge(folder)
    _replace(folder / file, old, new)
    after = load_knowledge(folder, before)
    assert [(problem.path, problem.line) for problem in after.problems] == [(folder / file, line)]
    assert after.entries == before.entries
    assert after.crises == before.crises


def test_broken_file_does_not_hold_up_the_change_of_another(folder: Path) -> None:
    before = load_knowledge(folder)
    _replace(folder / "faq/geld/kurs/de.md", "status: original", "status: final")
    _replace(folder / CHILD_DE, "259 Euro", "260 Euro")
    after = load_knowledge(folder, before)
    assert "260 Euro" in after.entries["kindergeld"].texts["de"].body
    assert after.entries["kurs"] == before.entries["kurs"]


def test_without_a_version_before_only_the_broken_text_is_missing(folder: Path) -> None:
    (folder / "faq/geld/kindergeld/en.md").write_bytes(b"---\nquestion: Gr\xfc\xdfe\n---\n")
    knowledge = load_knowledge(folder)
    assert [problem.message for problem in knowledge.problems] == ["save this file as UTF-8"]
    assert list(knowledge.entries["kindergeld"].texts) == ["de"]


def test_entry_without_any_readable_text_is_reported_and_left_out(folder: Path) -> None:
    (folder / "faq/geld/wohngeld/de.md").unlink()
    knowledge = load_knowledge(folder)
    assert "wohngeld" not in knowledge.entries
    assert "needs at least a de.md" in str(knowledge.problems[0])


def test_deleted_entry_is_gone(folder: Path) -> None:
    before = load_knowledge(folder)
    shutil.rmtree(folder / "faq/geld/wohngeld")
    assert sorted(load_knowledge(folder, before).entries) == ["kindergeld", "kurs"]


def test_text_in_an_unknown_language_is_reported_and_left_out(folder: Path) -> None:
    shutil.copy(folder / CHILD_DE, folder / "faq/geld/kindergeld/deutsch.md")
    knowledge = load_knowledge(folder)
    assert "'deutsch' is no language" in str(knowledge.problems[0])
    assert sorted(knowledge.entries["kindergeld"].texts) == ["de", "en"]


def test_too_few_phrasings_are_reported(folder: Path) -> None:
    _replace(folder / CHILD_DE, '  - "familienkasse"\n', "")
    problem = load_knowledge(folder).problems[0]
    assert (problem.path, problem.line) == (folder / CHILD_DE, 3)
    assert "phrasings" in problem.message


@pytest.mark.parametrize("file", ["languages.yml", "topics.yml", "wording/de.yml"])
def test_what_everything_needs_stays_as_before_or_stops_the_start(folder: Path, file: str) -> None:
    before = load_knowledge(folder)
    (folder / file).write_text("- [", "utf-8")
    after = load_knowledge(folder, before)
    assert [problem.path for problem in after.problems] == [folder / file]
    assert (after.languages, after.topics) == (before.languages, before.topics)
    assert after.wording.text("talk.greet", "de") == before.wording.text("talk.greet", "de")
    with pytest.raises(KnowledgeError, match=file):
        load_knowledge(folder)


def test_crisis_in_a_broken_translation_is_still_answered_in_german(folder: Path) -> None:
    (folder / "crisis/medical/en.md").write_text("no front matter", "utf-8")
    knowledge = load_knowledge(folder)
    assert list(knowledge.crises["medical"].texts) == ["de"]
    assert len(knowledge.problems) == 1
