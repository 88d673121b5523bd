"""The right entry comes first."""

from pathlib import Path

import pytest

from bot.encoder import CACHE, Encoder, VectorCache
from bot.knowledge.index import Index
from bot.knowledge.load import load_knowledge
from bot.knowledge.search import MEASURES, Search
from bot.knowledge.service import KnowledgeService
from tests.knowledge.factory import REAL

ASKED = [
    (language, entry, question)
    for entry, one in load_knowledge(REAL).entries.items()
    for language, question in ((language, text.question) for language, text in one.texts.items())
]


@pytest.mark.parametrize(("language", "entry", "question"), ASKED, ids=lambda value: value[:24])
def test_entry_whose_question_is_asked_literally_comes_first(
    real: KnowledgeService, language: str, entry: str, question: str
) -> None:
    best = real.search.find(question, language)[0]
    assert best.entry == entry
    assert best.cosine == pytest.approx(1, abs=0.01)


def test_every_phrasing_of_a_small_folder_finds_its_own_entry(small: KnowledgeService) -> None:
    for entry in small.knowledge.entries.values():
        for language, text in entry.texts.items():
            for phrasing in text.phrasings:
                assert small.search.find(phrasing, language)[0].entry == entry.id, phrasing


@pytest.mark.parametrize("typed", ["kindergelt wieviel", "wievil kindrgeld bekome ich"])
def test_misspelt_question_finds_its_entry(small: KnowledgeService, typed: str) -> None:
    assert small.search.find(typed, "de")[0].entry == "kindergeld"


def test_question_in_a_language_without_texts_finds_its_entry(small: KnowledgeService) -> None:
    assert not small.search.speaks("fr")
    found = small.search.find("Combien d'allocations familiales (Kindergeld) est-ce que je reçois ?", "fr")
    assert found[0].entry == "kindergeld"
    assert sorted(one.entry for one in found) == ["kindergeld", "kurs", "wohngeld"]


def test_language_that_lacks_entries_is_compared_with_all_languages(small: KnowledgeService) -> None:
    assert not small.search.speaks("en")
    assert small.search.speaks("de")
    assert "wohngeld" in {one.entry for one in small.search.find("help with the rent", "en")}


def test_candidates_come_best_first_and_no_more_than_asked_for(real: KnowledgeService) -> None:
    found = real.search.find("Was kostet der Integrationskurs?", "de", most=4)
    assert len(found) == 4
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)


def test_nothing_known_finds_nothing(encoder: Encoder) -> None:
    assert Search(Index({}), encoder, {"own": [1.0] * 6, "foreign": [1.0] * 6}).find("Was?", "de") == []


def test_weight_of_a_measure_decides_the_order(folder: Path, data: Path, encoder: Encoder) -> None:
    """By letters "Wohngeldd" is near wohngeld only, so with the weight on n-grams alone it must win."""
    index = Index.build(load_knowledge(folder).entries.values(), VectorCache(data / CACHE), encoder)
    only = [float(name == "phrasing_grams") for name in MEASURES]
    found = Search(index, encoder, {"own": only, "foreign": only}).find("Wohngeldd", "de")
    assert found[0].entry == "wohngeld"
    assert found[0].score == pytest.approx(found[0].grams)
