"""Marking a translation as made from the German text of today."""

import shutil
from pathlib import Path

import pytest

from bot.errors import KnowledgeError
from bot.knowledge.load import read_entry_text
from bot.knowledge.translated import mark_translated
from bot.settings import PROJECT


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(PROJECT / "knowledge/faq/geld/kindergeld", tmp_path / "kindergeld")
    return tmp_path / "kindergeld"


def test_the_translation_gets_status_and_fingerprint_and_keeps_its_words(folder: Path) -> None:
    before = read_entry_text(folder / "uk.md")
    mark_translated(folder, "uk", "reviewed")
    after = read_entry_text(folder / "uk.md")
    assert after.status == "reviewed"
    assert after.translated_from == read_entry_text(folder / "de.md").fingerprint
    assert (after.body, after.question, after.phrasings) == (before.body, before.question, before.phrasings)


def test_marking_twice_leaves_one_mark(folder: Path) -> None:
    mark_translated(folder, "uk", "machine")
    once = (folder / "uk.md").read_text("utf-8")
    mark_translated(folder, "uk", "machine")
    assert (folder / "uk.md").read_text("utf-8") == once


def test_the_fingerprint_is_read_as_text_even_if_it_looks_like_a_number(folder: Path) -> None:
    mark_translated(folder, "uk", "machine")
    marked = (folder / "uk.md").read_text("utf-8")
    fingerprint = read_entry_text(folder / "de.md").fingerprint
    (folder / "uk.md").write_text(marked.replace(fingerprint, "51236e100000"), "utf-8")
    assert read_entry_text(folder / "uk.md").translated_from == "51236e100000"


def test_the_original_cannot_be_marked_as_a_translation(folder: Path) -> None:
    with pytest.raises(KnowledgeError, match="the original"):
        mark_translated(folder, "de", "reviewed")


def test_a_missing_translation_is_named(folder: Path) -> None:
    (folder / "fr.md").unlink()
    with pytest.raises(KnowledgeError, match=r"fr\.md: this file is missing"):
        mark_translated(folder, "fr", "reviewed")
