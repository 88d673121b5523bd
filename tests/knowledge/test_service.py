"""The knowledge in service: what changes on disk is answered at once, what breaks does no harm."""

import logging
import shutil
from pathlib import Path

import pytest

from bot.encoder import Encoder
from bot.knowledge.service import KnowledgeService
from bot.settings import Settings
from tests.knowledge.factory import write_entry, write_text


def test_new_entry_is_found_after_reload(small: KnowledgeService, folder: Path) -> None:
    new = folder / "faq/geld/bafoeg"
    write_entry(new)
    phrasings = ["bafög antrag", "geld fürs studium", "studienförderung", "bafög höhe", "studium bezahlen"]
    write_text(new, "de", "Wer bekommt BAföG?", phrasings, "BAföG ist Geld vom Staat für Schule und Studium.")
    assert "bafoeg" not in small.knowledge.entries
    assert small.reload() == ()
    assert small.search.find("Wer bekommt BAföG?", "de")[0].entry == "bafoeg"


def test_deleted_entry_is_found_no_more(small: KnowledgeService, folder: Path) -> None:
    shutil.rmtree(folder / "faq/geld/wohngeld")
    small.reload()
    assert all(one.entry != "wohngeld" for one in small.search.find("Wer bekommt Wohngeld?", "de"))


def test_broken_file_keeps_the_last_good_version_and_is_logged(
    small: KnowledgeService, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = folder / "faq/geld/wohngeld/de.md"
    path.write_text(path.read_text("utf-8").replace("status: original", "status: final"), "utf-8")
    with caplog.at_level(logging.ERROR):
        problems = small.reload()
    assert [(problem.path, problem.line) for problem in problems] == [(path, 9)]
    assert f"{path}:9" in caplog.text
    assert small.search.find("Wer bekommt Wohngeld?", "de")[0].entry == "wohngeld"


def test_broken_file_stays_good_over_several_reloads(small: KnowledgeService, folder: Path) -> None:
    (folder / "faq/geld/wohngeld/de.md").write_text("nothing", "utf-8")
    small.reload()
    small.reload()
    assert "wohngeld" in small.knowledge.entries


def test_snapshot_that_is_being_used_does_not_change(small: KnowledgeService, folder: Path) -> None:
    knowledge, search = small.knowledge, small.search
    shutil.rmtree(folder / "faq/geld/wohngeld")
    small.reload()
    assert "wohngeld" in knowledge.entries
    assert search.find("Wer bekommt Wohngeld?", "de")[0].entry == "wohngeld"


def test_restart_encodes_nothing_again(folder: Path, data: Path, encoder: Encoder) -> None:
    told: list[int] = []
    KnowledgeService(Settings(knowledge_dir=folder, data_dir=data), encoder, lambda done, total: told.append(done))
    assert told == []


def test_empty_folder_of_answers_declines_everything(folder: Path, data: Path, encoder: Encoder) -> None:
    shutil.rmtree(folder / "faq")
    service = KnowledgeService(Settings(knowledge_dir=folder, data_dir=data), encoder)
    assert service.decide("Was kostet der Kurs?", "de").outcome == "decline"


@pytest.mark.parametrize(
    ("language", "question", "entry"),
    [
        ("de", "Was kostet der Integrationskurs?", "integrationskurs-kosten"),
        ("en", "How much does the integration course cost?", "integrationskurs-kosten"),
        ("uk", "Скільки коштує інтеграційний курс?", "integrationskurs-kosten"),
        ("ar", "كم تكلفة دورة الاندماج؟", "integrationskurs-kosten"),
        ("tr", "Integrationskurs'un (uyum kursu) ücreti ne kadar?", "integrationskurs-kosten"),
    ],
)
def test_clear_question_is_answered(real: KnowledgeService, language: str, question: str, entry: str) -> None:
    decision = real.decide(question, language)
    assert (decision.outcome, decision.entries[0].entry) == ("answer", entry)


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("de", "Wer wird deutscher Fußballmeister?"),
        ("en", "What will the weather be like in Hamburg tomorrow?"),
        ("uk", "Як приготувати борщ?"),
        ("ar", "من فاز بكأس العالم؟"),
        ("tr", "En iyi kebap tarifi nedir?"),
    ],
)
def test_question_about_something_else_is_not_answered(real: KnowledgeService, language: str, question: str) -> None:
    assert real.decide(question, language).outcome != "answer"
