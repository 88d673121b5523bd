from bot.evaluation.tables import text_table


def test_text_table_puts_figures_to_the_right_and_shows_a_missing_one_as_a_dash() -> None:
    shown = text_table(["what", "n"], [["long name", 0.5], ["x", None], ["y", 12]])
    assert shown.splitlines() == [
        "what           n",
        "---------  -----",
        "long name  0.500",
        "x              -",
        "y             12",
    ]
