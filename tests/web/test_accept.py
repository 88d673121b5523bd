"""Accept-Language."""

import pytest

from bot.web.accept import preferred_language

OURS = {"de", "en", "ar", "uk", "tr"}


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("tr", "tr"),
        ("de-AT", "de"),
        ("fr, en;q=0.5, uk;q=0.9", "uk"),
        ("en;q=0, ar;q=0.1", "ar"),
        ("fr", "de"),
        ("*", "de"),
        (None, "de"),
        ("", "de"),
        (";q=;;,,q=x, en;q=high", "de"),
        ("," * 100_000 + "en", "de"),
    ],
)
def test_first_of_our_languages_by_weight_else_german(header: str | None, language: str) -> None:
    assert preferred_language(header, OURS) == language
