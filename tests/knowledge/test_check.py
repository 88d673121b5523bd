"""What `lotse check` finds, on a copy of the real knowledge that is then spoiled in one place."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from bot.knowledge.check import Finding, check, too_hard
from bot.knowledge.load import load_knowledge
from bot.knowledge.readability import hardest
from bot.settings import PROJECT

TODAY = date(2026, 11, 22)
ENTRY = Path("faq/sprache/integrationskurs-kosten")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(PROJECT / "knowledge", tmp_path / "knowledge")
    return tmp_path / "knowledge"


def spoil(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def errors(folder: Path, today: date = TODAY) -> list[Finding]:
    return [finding for finding in check(load_knowledge(folder), today) if finding.level == "error"]


def warnings(folder: Path, today: date = TODAY) -> list[str]:
    return [str(finding) for finding in check(load_knowledge(folder), today) if finding.level == "warning"]


def test_the_knowledge_of_the_project_has_no_errors(folder: Path) -> None:
    assert errors(folder) == []


def test_a_wrong_date_is_named_with_its_line(folder: Path) -> None:
    path = folder / ENTRY / "entry.yml"
    spoil(path, "reviewed: 2026-11-22", "reviewed: yesterday")
    line = next(number for number, text in enumerate(path.read_text("utf-8").splitlines(), 1) if "yesterday" in text)
    found = errors(folder)
    assert [(finding.path, finding.line) for finding in found if "reviewed" in finding.message] == [(path, line)]


def test_a_related_entry_that_does_not_exist_is_named(folder: Path) -> None:
    spoil(folder / ENTRY / "entry.yml", "related: [", "related: [nirgendwo, ")
    assert any("'nirgendwo'" in finding.message for finding in errors(folder))


def test_a_topic_that_is_not_the_folder_is_named(folder: Path) -> None:
    spoil(folder / ENTRY / "entry.yml", "topic: sprache", "topic: geld")
    assert any("lies in the folder 'sprache'" in finding.message for finding in errors(folder))


@pytest.mark.parametrize(
    ("bad", "advice"),
    [("# Ein Titel", "no headings"), ("<b>fett</b>", "no HTML"), ("[hier](javascript:alert)", "must begin with")],
)
def test_what_does_not_belong_into_an_answer_is_named_with_its_line(folder: Path, bad: str, advice: str) -> None:
    path = folder / ENTRY / "de.md"
    path.write_text(path.read_text("utf-8").rstrip() + f"\n\n{bad}\n", "utf-8")
    last = len(path.read_text("utf-8").splitlines())
    assert [finding.line for finding in errors(folder) if advice in finding.message] == [last]


def test_a_phrasing_that_stands_under_two_entries_is_named(folder: Path) -> None:
    for slug in ("integrationskurs-kosten", "integrationskurs-was"):
        spoil(folder / "faq/sprache" / slug / "en.md", "phrasings:\n", "phrasings:\n  - the very same words\n")
    assert any("'the very same words' stands twice" in finding.message for finding in errors(folder))


def test_a_missing_sentence_and_a_lost_placeholder_are_named(folder: Path) -> None:
    path = folder / "wording" / "fr.yml"
    spoil(path, "{hours}", "24")
    spoil(path, "  greet:", "  greeting:")
    messages = {finding.message for finding in errors(folder) if finding.path == path}
    assert "talk.greet is missing" in messages
    assert "talk.greeting is not in de.yml" in messages
    assert any(message.startswith("talk.privacy: the words in braces") for message in messages)


def test_a_crisis_without_a_language_of_tier_one_is_an_error(folder: Path) -> None:
    (folder / "crisis" / "suicide" / "fa.md").unlink()
    assert any("fa.md is missing" in finding.message for finding in errors(folder))


def test_a_translation_is_outdated_when_the_german_text_changes(folder: Path) -> None:
    path = folder / ENTRY / "de.md"
    path.write_text(path.read_text("utf-8").rstrip() + "\n\nNoch ein Satz.\n", "utf-8")
    outdated = [warning for warning in warnings(folder) if "the German text has changed" in warning]
    assert len(outdated) == len(list(path.parent.glob("*.md"))) - 1  # all translations


def test_an_entry_is_due_after_its_time_and_expired_after_its_last_day(folder: Path) -> None:
    new_year = date(2027, 1, 2)
    assert any(
        "integrationskurs-kosten" in one and "expired on 2026-12-31" in one for one in warnings(folder, new_year)
    )
    assert not any("expired" in one for one in warnings(folder))
    assert any("due for review" in one for one in warnings(folder, date(2028, 1, 1)))


def test_an_empty_faq_is_an_error(folder: Path) -> None:
    shutil.rmtree(folder / "faq")
    assert any("there is no entry" in finding.message for finding in errors(folder))


def test_a_lost_amount_in_a_translation_is_an_error_with_file_and_line(folder: Path) -> None:
    path = folder / ENTRY / "en.md"
    spoil(path, "(2026", "(2025")
    [missing, added] = [finding for finding in errors(folder) if finding.path == path]
    assert "missing: 2026" in missing.message and "not in the German text: 2025" in added.message
    assert path.read_text("utf-8").splitlines()[missing.line - 2] in ("---", "")


def test_a_wrong_number_in_a_crisis_text_is_an_error(folder: Path) -> None:
    spoil(folder / "crisis" / "violence" / "fr.md", "110", "111")
    assert any("not in the German text: 111" in finding.message for finding in errors(folder))


def test_an_answer_over_the_limit_of_difficulty_is_an_error(folder: Path) -> None:
    by_difficulty = hardest(load_knowledge(folder))
    limit = by_difficulty[2][0]
    assert [finding.path for finding in too_hard(by_difficulty, limit)] == [text.path for _, text in by_difficulty[:2]]
