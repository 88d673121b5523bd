"""The index: n-grams for misspelt words, vectors by language."""

from pathlib import Path

import numpy as np
import pytest

from bot.encoder import CACHE, DIMENSIONS, Encoder, VectorCache
from bot.knowledge.index import Grams, Index, grams
from bot.knowledge.load import load_knowledge


def test_grams_are_cut_from_padded_words() -> None:
    assert grams("Kurs") == [" kur", "kurs", "urs "]
    assert grams("ab c") == [" ab ", " c "]


def test_grams_do_not_care_for_capitals_accents_and_signs() -> None:
    assert grams("Bürgergeld!") == grams("burgergeld")
    assert grams("İŞ") == grams("is")
    assert grams("مُساعَدة") == grams("مساعدة")


@pytest.mark.parametrize("text", ["", "?!", "👍"])
def test_text_without_letters_has_no_grams(text: str) -> None:
    assert grams(text) == []


@pytest.mark.parametrize("typed", ["kindergelt", "kindrgeld", "Kinder-geld", "KINDERGELD", "kindergeldantrag"])
def test_misspelt_word_finds_the_right_text(typed: str) -> None:
    texts = Grams(["Kindergeld bei der Familienkasse", "Deutschkurs mit Prüfung", "Wohngeld für die Miete"])
    assert int(np.argmax(texts.scores(grams(typed)))) == 0


def test_scores_do_not_grow_with_the_length_of_the_question() -> None:
    texts = Grams(["Kindergeld", "Deutschkurs"])
    once, twice = texts.scores(grams("kindergeld")), texts.scores(grams("kindergeld kindergeld"))
    np.testing.assert_allclose(once, twice, rtol=1e-5)


def test_unknown_letters_and_no_letters_score_nothing() -> None:
    texts = Grams(["Kindergeld", "Deutschkurs"])
    assert not texts.scores(grams("ትምህርቲ")).any()
    assert not texts.scores([]).any()


@pytest.fixture
def index(folder: Path, data: Path, encoder: Encoder) -> Index:
    return Index.build(load_knowledge(folder).entries.values(), VectorCache(data / CACHE), encoder)


def test_each_language_knows_where_its_entries_stand(index: Index) -> None:
    assert index.entries == ["kindergeld", "kurs", "wohngeld"]
    assert index.languages["de"].entries == ["kindergeld", "kurs", "wohngeld"]
    assert index.languages["en"].entries == ["kindergeld", "kurs"]
    assert index.places["en"].tolist() == [0, 1]
    assert index.languages["de"].starts.tolist() == [0, 6, 12]  # a question and five phrasings each


def test_best_phrasing_counts_for_its_entry(index: Index) -> None:
    scores = np.zeros(18, dtype=np.float32)
    scores[[2, 7, 17]] = 0.3, 0.9, 0.5
    assert index.languages["de"].best_by_entry(scores).tolist() == pytest.approx([0.3, 0.9, 0.5])


def test_raw_cosines_are_those_of_the_vectors_before_centring(index: Index, encoder: Encoder) -> None:
    german = index.languages["de"]
    vector = encoder.query("Wie viel Kindergeld bekomme ich?")
    rest = vector - german.mean
    length = float(np.linalg.norm(rest))
    cosines = german.raw_cosines(vector, german.phrasings @ (rest / length), length)
    expected = [
        float(vector @ encoder.encode([text], "query")[0])
        for text in ("Wie viel Kindergeld bekomme ich?", "kindergeld höhe")
    ]
    assert cosines[:2].tolist() == pytest.approx(expected, abs=1e-3)
    assert expected[0] == pytest.approx(1, abs=1e-3)


def test_second_build_encodes_nothing(folder: Path, tmp_path: Path, encoder: Encoder) -> None:
    entries = load_knowledge(folder).entries.values()
    told: list[tuple[int, int]] = []
    Index.build(entries, VectorCache(tmp_path / "v.npz"), encoder, lambda done, total: told.append((done, total)))
    # 5 texts, each with a question, five phrasings and a body, which all differ: 30 questions, then 5 bodies, by sixteens
    assert told == [(16, 35), (30, 35), (35, 35)]
    told.clear()
    Index.build(entries, VectorCache(tmp_path / "v.npz"), encoder, lambda done, total: told.append((done, total)))
    assert told == []


def test_index_of_nothing_is_empty(tmp_path: Path, encoder: Encoder) -> None:
    index = Index.build([], VectorCache(tmp_path / "v.npz"), encoder)
    assert (index.entries, index.languages) == ([], {})


def test_vectors_are_of_one_length(index: Index) -> None:
    german = index.languages["de"]
    for matrix, rows in ((german.phrasings, 18), (german.bodies, 3), (german.centroids, 3)):
        assert matrix.shape == (rows, DIMENSIONS)
        np.testing.assert_allclose(np.linalg.norm(matrix, axis=1), 1, atol=1e-3)
