"""Plain German is told from officialese."""

import pytest

from bot.knowledge.load import load_knowledge
from bot.knowledge.readability import difficulty, hardest
from bot.settings import PROJECT

PLAIN = "Du bist neu hier. Du willst Deutsch lernen. Geh zur Beratung. Sie hilft dir. Das kostet nichts."
OFFICIAL = (
    "Die Bewilligung von Unterkunftskosten setzt die Angemessenheitsprüfung durch die zuständige Behörde sowie das "
    "Vorliegen einer rechtswirksamen Mietverpflichtungserklärung der Leistungsberechtigten voraus."
)


def test_officialese_is_harder_than_plain_words() -> None:
    assert difficulty(PLAIN) < 4
    assert difficulty(OFFICIAL) > 12


def test_points_of_a_list_are_sentences_of_their_own() -> None:
    points = ["du bist neu hier", "du willst Deutsch lernen", "geh zur Beratung", "sie hilft dir"]
    listed, run_on = "- " + "\n- ".join(points), ", ".join(points) + "."
    assert difficulty(listed) == pytest.approx(difficulty(". ".join(points) + "."), abs=0.01)
    assert difficulty(listed) < difficulty(run_on)


def test_the_address_of_a_link_does_not_count() -> None:
    linked = "Frag [die Beratung](https://www.beratungsstellenverzeichnis.example/verwaltungsvorschriften)."
    assert difficulty(linked) == difficulty("Frag die Beratung.")


def test_the_hardest_answers_come_first_and_none_is_left_out() -> None:
    knowledge = load_knowledge(PROJECT / "knowledge")
    figures = [figure for figure, _ in hardest(knowledge)]
    assert figures == sorted(figures, reverse=True)
    assert len(figures) == len(knowledge.entries)
