import json
from pathlib import Path

import pytest

from bot.encoder import Encoder
from bot.errors import LotseError
from bot.evaluation import omos

PAGES = {
    1: "Kindergeld\nKindergeld bekommen Familien bei der Familienkasse.",
    2: "Schwimmbad\nDas Schwimmbad hat im Sommer jeden Tag geöffnet.",
    3: "Führerschein\nWer Auto fahren will, geht zuerst in eine Fahrschule.",
}


def row(page: int, question: str, city: str = "muenchen", answers: tuple[int, ...] = (1,)) -> str:
    fields = {"question": question, "answers": answers, "context": PAGES[page], "city": city, "pageId": page}
    return json.dumps(fields, ensure_ascii=False)


def write(folder: Path) -> None:
    train = [row(1, "Wer zahlt Kindergeld?"), row(2, "Wann hat das Schwimmbad offen?"), row(3, "Was kostet Bier?")]
    other_city = row(1, "Wo gibt es Kindergeld?", "augsburg")
    dev = [row(3, "Wie lerne ich Auto fahren?"), row(2, "Wie heißt der Mond?", answers=()), other_city]
    (folder / "train_de.jsonl").write_text("\n".join(train), "utf-8")
    (folder / "dev_de.jsonl").write_text("\n".join(dev), "utf-8")


def test_run_finds_the_right_page_of_the_own_city(tmp_path: Path) -> None:
    write(tmp_path)
    result = omos.run(tmp_path, tmp_path / "cache", Encoder())
    assert result.shares["de"]["Lotse"] == (1.0, 1.0, 1.0)
    assert result.questions == {"de": 2}  # the one without an answer is left out
    assert result.pages == {"de": 4}  # three in one city, one in the other


def test_run_encodes_nothing_twice(tmp_path: Path) -> None:
    write(tmp_path)
    omos.run(tmp_path, tmp_path / "cache", Encoder())
    encoded: list[int] = []
    omos.run(tmp_path, tmp_path / "cache", Encoder(), lambda _, done, __: encoded.append(done))
    assert encoded == []


def test_pieces_repeat_the_title_and_keep_lines_whole() -> None:
    line = "Wort " * 60
    assert omos.pieces(f"Titel\n{line}\n{line}") == [f"Titel\n{line.strip()}"] * 2


def test_pieces_of_a_page_with_a_title_only_are_the_title() -> None:
    assert omos.pieces("Titel\n\n") == ["Titel"]


def test_run_says_which_files_it_looks_for(tmp_path: Path) -> None:
    with pytest.raises(LotseError, match="train_de"):
        omos.run(tmp_path, tmp_path, Encoder())
