"""Questions and office words of the knowledge folder are examples too."""

from pathlib import Path

import pytest

from bot.components.importer import KnowledgeImporter
from tests.knowledge.factory import PROJECT, write_knowledge


def test_every_phrasing_and_office_word_is_an_example_of_a_question(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_knowledge(tmp_path / "knowledge")
    (folder / "office-words.txt").write_text("# words\nAnmeldung\n", "utf-8")
    monkeypatch.setenv("LOTSE_KNOWLEDGE_DIR", str(folder))
    nlu = tmp_path / "greet.yml"
    nlu.write_text('version: "3.1"\nnlu:\n- intent: greet\n  examples: |\n    - hallo\n    - guten tag\n', "utf-8")
    importer = KnowledgeImporter(str(PROJECT / "config.yml"), str(PROJECT / "domain.yml"), [str(nlu)])
    read = {example.get("text"): example.get("intent") for example in importer.get_nlu_data().intent_examples}
    assert (read.pop("hallo"), read.pop("guten tag")) == ("greet", "greet")
    assert set(read.values()) == {"ask"}
    assert read.keys() >= {"Wie viel Kindergeld bekomme ich?", "miete zu teuer", "money for children"}
    assert "anmeldung" in read
    assert len(read) == 31  # five texts with a question and five phrasings each, and the office word
