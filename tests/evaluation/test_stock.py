import json
from pathlib import Path

import pytest

from bot.evaluation import stock
from bot.yamlfile import read_yaml


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("stock")
    stock.build(folder)
    return folder


def test_build_makes_every_entry_a_response_with_its_phrasings_as_examples(project: Path) -> None:
    examples = {row["intent"]: row["examples"] for row in read_yaml(project / "data" / "nlu.yml")["nlu"]}
    responses = read_yaml(project / "domain.yml")["responses"]
    entries = {name.removeprefix("utter_faq/") for name in responses if name.startswith("utter_faq/")}
    assert "kindergeld" in entries
    assert entries == {intent.removeprefix("faq/") for intent in examples if intent.startswith("faq/")}
    assert "- wie viel kindergeld 2026\n" in examples["faq/kindergeld"]


def test_build_takes_fewer_epochs_when_asked_to(tmp_path: Path) -> None:
    stock.build(tmp_path, 3)
    epochs = {part["epochs"] for part in read_yaml(tmp_path / "config.yml")["pipeline"] if "epochs" in part}
    assert epochs == {3}


def test_build_leaves_our_search_intents_out(project: Path) -> None:
    intents = read_yaml(project / "domain.yml")["intents"]
    assert "greet" in intents
    assert not {"ask", "follow_up"} & set(intents)


def test_build_has_a_rule_for_every_intent(project: Path) -> None:
    rules = read_yaml(project / "data" / "rules.yml")["rules"]
    with_rule = {rule["steps"][0]["intent"] for rule in rules}
    assert set(read_yaml(project / "domain.yml")["intents"]) <= with_rule


def test_build_gives_the_action_server_the_text_of_every_entry(project: Path) -> None:
    answers = json.loads((project / "answers.json").read_text("utf-8"))
    assert "Familienkasse" in answers["kindergeld"]
