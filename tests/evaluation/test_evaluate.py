"""The figures, counted by hand."""

from typing import Any

from bot.evaluation.evaluate import Row, figures, report, table


def _row(
    expect: dict[str, Any], outcome: str, *entries: str, language: str = "de", detected: str = "de", ms: float = 10
) -> Row:
    return Row("id", language, detected, "text", expect, outcome, [(entry, 0.9) for entry in entries], ms)


COURSE = {"entries": ["kurs", "kurs-kosten"]}
ROWS = [
    _row(COURSE, "answer:kurs", "kurs", ms=10),
    _row(COURSE, "answer:kurs-kosten", "kurs-kosten", detected="en", ms=20),
    _row(COURSE, "answer:miete", "miete", ms=30),
    _row(COURSE, "choices:miete,kurs", "miete", "kurs", language="uk", detected="uk", ms=40),
    _row(COURSE, "decline", language="uk", detected="uk", ms=50),
    _row({"none": True}, "decline", ms=60),
    _row({"none": True}, "answer:miete", "miete", ms=70),
    _row({"none": True}, "crisis:violence", ms=80),
    _row({"action": "booking"}, "booking", ms=90),
    _row({"action": "booking"}, "decline", ms=100),
    _row({"crisis": "suicide"}, "crisis:suicide", ms=110),
    _row({"crisis": "suicide"}, "crisis:violence", ms=120),
    _row({"crisis": "suicide"}, "decline", ms=130),
]


def test_figures_of_hand_made_rows() -> None:
    assert figures(ROWS) == {
        "rows": 13,
        "language_right": 0.9231,  # 12 of 13
        "answered_right": 0.4,  # 2 of the 5 that have an entry
        "right_or_among_choices": 0.6,  # 3 of 5
        "answered_wrong": 0.25,  # 2 of the 8 that ask something
        "declined": 0.2,  # 1 of 5
        "unanswerable_declined": 0.3333,  # 1 of 3
        "answered_though_nothing_fits": 0.3333,
        "booking_found": 0.5,
        "crisis_found": 0.6667,  # 2 of 3, one of another kind
        "crisis_kind_right": 0.3333,
        "false_crisis": 0.1,  # 1 of the 10 without a crisis
        "p50_ms": 70.0,
        "p95_ms": 124.0,  # between the 12th and the 13th: 120 + 0.4 × 10
    }


def test_sort_without_rows_has_no_figure() -> None:
    empty = figures([])
    assert empty["rows"] == 0
    assert {value for name, value in empty.items() if name != "rows"} == {None}


def test_two_answers_count_as_right_if_one_of_them_is() -> None:
    row = _row(COURSE, "answer:miete", "miete", "kurs")
    assert figures([row])["answered_right"] == 1
    assert figures([row])["answered_wrong"] == 0


def test_report_has_all_languages_and_all_rows() -> None:
    result = report(ROWS)
    assert list(result["languages"]) == ["de", "uk"]
    assert result["languages"]["uk"]["rows"] == 2
    assert result["languages"]["uk"]["crisis_found"] is None
    assert len(result["rows"]) == 13
    assert set(result["rows"][0]) == {"id", "language", "detected", "text", "expect", "outcome", "entries", "ms"}


def test_table_has_a_column_for_each_language() -> None:
    lines = table(report(ROWS)).splitlines()
    assert lines[0].split() == ["overall", "de", "uk"]
    assert "crisis found                     0.6667   0.6667        -" in lines
