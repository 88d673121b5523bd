"""The official page of each topic."""

from pathlib import Path

import pytest

from bot.errors import KnowledgeError
from bot.knowledge.load import load_knowledge
from bot.knowledge.topics import GENERAL, load_topics
from tests.knowledge.factory import REAL


def _written(folder: Path, text: str) -> Path:
    (folder / "topics.yml").write_text(text, "utf-8")
    return folder


def test_page_is_a_markdown_link(tmp_path: Path) -> None:
    topics = load_topics(_written(tmp_path, 'general: {title: Handbook, url: "https://handbookgermany.de/en"}\n'))
    assert topics[GENERAL].link == "[Handbook](https://handbookgermany.de/en)"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "'general', is missing"),
        ('geld: {title: Geld, url: "https://example.org"}\n', "'general', is missing"),
        ("general: {title: Handbook}\n", "needs a title and a url"),
        ("general: {title: Handbook, url: handbook}\n", "needs a title and a url"),
        ("- general\n", "needs a title and a url"),
    ],
)
def test_incomplete_pages_are_explained(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(KnowledgeError, match=said):
        load_topics(_written(tmp_path, text))


def test_each_topic_of_the_project_has_an_official_page() -> None:
    knowledge = load_knowledge(REAL)
    assert {entry.topic for entry in knowledge.entries.values()} <= set(knowledge.topics)
