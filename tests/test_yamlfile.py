"""Files that people edit: what is wrong is named with its line."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict

from bot.errors import KnowledgeError
from bot.yamlfile import parse_yaml, read_text, read_yaml, split_front_matter, validate

FILE = Path("entry.yml")


class Page(BaseModel):
    model_config = ConfigDict(extra="forbid")
    title: str
    checked: date | None = None


class Notes(BaseModel):
    model_config = ConfigDict(extra="forbid")
    pages: list[Page]
    reviewed: date


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match=r"de\.md: this file is missing"):
        read_text(tmp_path / "de.md")


def test_file_that_is_not_utf8_says_how_to_save_it(tmp_path: Path) -> None:
    path = tmp_path / "de.md"
    path.write_bytes("Grüße".encode("latin-1"))
    with pytest.raises(KnowledgeError, match="save this file as UTF-8"):
        read_text(path)


def test_files_from_windows_read_like_others(tmp_path: Path) -> None:
    path = tmp_path / "windows.yml"
    path.write_bytes(b"\xef\xbb\xbfa: 1\r\nb: 2\r\n")
    assert read_text(path) == "a: 1\nb: 2\n"
    assert read_yaml(path) == {"a": 1, "b": 2}


def test_broken_yaml_names_the_line_in_the_file_not_in_the_block() -> None:
    with pytest.raises(KnowledgeError) as caught:
        parse_yaml(FILE, "question: ja\nstatus: [original\n", first_line=2)
    assert caught.value.line == 4  # the bracket is still open where the block, begun on line 2, ends
    assert str(caught.value).startswith("entry.yml:4: ")


def test_key_that_stands_twice_names_its_line() -> None:
    with pytest.raises(KnowledgeError, match=r"entry\.yml:3: .*duplicate key"):
        parse_yaml(FILE, "a: 1\nb: 2\na: 3\n")


@pytest.mark.parametrize(
    ("text", "line", "name"),
    [
        ("pages: []\nreviewed: 2026-13-45\n", 2, "reviewed"),
        ("pages: []\nreviewed: yesterday\n", 2, "reviewed"),
        ("pages: []\nreviewed: 2026-11-22\nreviwed: 2026-11-22\n", 3, "reviwed"),
        ("reviewed: 2026-11-22\npages:\n  - title: A\n    checked: 2026-02-30\n", 4, "pages.0.checked"),
        ("reviewed: 2026-11-22\npages:\n  - title: A\n  - checked: 2026-02-01\n", 4, "pages.1.title"),
    ],
)
def test_wrong_value_names_its_line_and_its_place(text: str, line: int, name: str) -> None:
    with pytest.raises(KnowledgeError, match=name) as caught:
        validate(FILE, Notes, text, {})
    assert caught.value.line == line


def test_missing_value_is_named() -> None:
    with pytest.raises(KnowledgeError, match="reviewed: Field required"):
        validate(FILE, Notes, "pages: []\n", {})


def test_dates_are_dates() -> None:
    notes = validate(FILE, Notes, "reviewed: 2026-11-22\npages: [{title: A, checked: 2026-04-29}]\n", {})
    assert notes.reviewed == date(2026, 11, 22)
    assert notes.pages[0].checked == date(2026, 4, 29)


@pytest.mark.parametrize("text", ["", "just words", "- a\n- b\n"])
def test_block_without_names_is_explained(text: str) -> None:
    with pytest.raises(KnowledgeError, match="name: value"):
        validate(FILE, Notes, text, {})


def test_front_matter_ends_at_the_second_fence_only() -> None:
    front, body = split_front_matter(FILE, "---\na: 1\n---\n\nFirst.\n\n---\n\nAfter the rule.\n")
    assert front == "a: 1"
    assert body == "First.\n\n---\n\nAfter the rule."


@pytest.mark.parametrize("text", ["", "no fence", "---\nnever closed\n"])
def test_missing_front_matter_is_explained(text: str) -> None:
    with pytest.raises(KnowledgeError, match="between two lines of ---"):
        split_front_matter(FILE, text)


@given(st.text(max_size=60))
def test_no_text_breaks_the_reader_in_another_way(text: str) -> None:
    try:
        parse_yaml(FILE, text)
    except KnowledgeError as error:
        assert error.path == FILE
