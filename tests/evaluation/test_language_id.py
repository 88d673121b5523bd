from pathlib import Path

import pytest

from bot.errors import LotseError
from bot.evaluation import language_id

SENTENCES = {
    "de": "Ich möchte wissen, wann der nächste Kurs beginnt und was er kostet.",
    "uk": "Я хочу знати, коли починається наступний курс і скільки він коштує.",
    "vi": "Tôi muốn biết khi nào khóa học tiếp theo bắt đầu và giá bao nhiêu.",
    "it": "Vorrei sapere quando comincia il prossimo corso e quanto costa.",
}


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> language_id.Result:
    folder = tmp_path_factory.mktemp("texts")
    for code, sentence in SENTENCES.items():
        (folder / f"sentences_{code}.txt").write_text(f"{sentence}\n", "utf-8")
    return language_id.run(folder)


def test_run_recognises_plain_sentences(result: language_id.Result) -> None:
    own = {score.language: score.right for score in result.scores if score.detector == language_id.LOTSE}
    assert own == dict.fromkeys(SENTENCES, 1.0)


def test_run_keeps_our_languages_and_others_apart(result: language_id.Result) -> None:
    assert result.tier == {"de": 1, "uk": 1, "vi": 2, "it": 0}


def test_run_asks_the_others_alone_only_for_tier_1(result: language_id.Result) -> None:
    asked = {score.language for score in result.scores if score.detector != language_id.LOTSE}
    assert asked == {"de", "uk"}


def test_table_names_detectors_and_languages(result: language_id.Result) -> None:
    shown = language_id.table(result)
    assert "lingua alone, tier 1" in shown
    assert "vi (tier 2)" in shown


def test_run_says_which_files_it_looks_for(tmp_path: Path) -> None:
    with pytest.raises(LotseError, match="single-words_de"):
        language_id.run(tmp_path)
