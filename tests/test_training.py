"""When the model is trained, and when it is not."""

import tarfile
from pathlib import Path

import pytest

from bot.settings import PROJECT, Settings
from bot.training import fingerprint, is_trained


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name, text in {
        "config.yml": "pipeline: []",
        "domain.yml": "intents: []",
        "uv.lock": "rasa 3.6.21",
        "data/nlu/greet.de.yml": "- hallo",
        "bot/components/shape.py": "LETTERS = 1",
        "knowledge/faq/geld/kindergeld/de.md": "259 €",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    "changed", ["config.yml", "domain.yml", "uv.lock", "data/nlu/greet.de.yml", "bot/components/shape.py"]
)
def test_a_change_of_what_the_model_is_made_from_changes_the_fingerprint(project: Path, changed: str) -> None:
    before = fingerprint(project)
    (project / changed).write_text("something else", "utf-8")
    assert fingerprint(project) != before


def test_a_changed_answer_needs_no_training(project: Path) -> None:
    before = fingerprint(project)
    (project / "knowledge/faq/geld/kindergeld/de.md").write_text("260 €", "utf-8")
    assert fingerprint(project) == before


def test_a_new_file_of_examples_changes_the_fingerprint(project: Path) -> None:
    before = fingerprint(project)
    (project / "data/nlu/greet.fr.yml").write_text("- salut", "utf-8")
    assert fingerprint(project) != before


def test_a_model_counts_as_trained_only_with_the_fingerprint_of_today(tmp_path: Path) -> None:
    settings = Settings(model_dir=tmp_path)
    assert not is_trained(settings)
    with tarfile.open(tmp_path / "lotse.tar.gz", "w:gz") as model:
        model.add(PROJECT / "config.yml", "config.yml")
    assert not is_trained(settings)
    (tmp_path / "lotse.fingerprint").write_text("another day", "utf-8")
    assert not is_trained(settings)
    (tmp_path / "lotse.fingerprint").write_text(fingerprint(), "utf-8")
    assert is_trained(settings)
    (tmp_path / "lotse.tar.gz").write_bytes(b"damaged")
    assert not is_trained(settings)
