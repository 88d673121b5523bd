"""The table of states."""

from datetime import date
from pathlib import Path

from bot.knowledge.load import load_knowledge
from bot.knowledge.states import states, table
from tests.knowledge.factory import write_knowledge


def test_each_text_has_its_state(tmp_path: Path) -> None:
    folder = write_knowledge(tmp_path / "knowledge")
    rows = {row["entry"]: row for row in states(load_knowledge(folder), date(2026, 11, 2))}
    assert rows["kindergeld"]["languages"]["de"] == "original"
    assert rows["wohngeld"]["languages"]["en"] == "missing"
    assert rows["kindergeld"]["review"] == "ok"
    assert {row["languages"]["en"] for row in rows.values()} <= {"machine", "outdated", "missing"}


def test_an_entry_becomes_due_and_the_table_says_so(tmp_path: Path) -> None:
    rows = states(load_knowledge(write_knowledge(tmp_path / "knowledge")), date(2027, 11, 2))
    assert {row["review"] for row in rows} == {"due"}
    shown = table(rows)
    assert "kindergeld" in shown
    assert shown.count("due") == len(rows)


def test_of_nothing_the_table_is_empty() -> None:
    assert table([]) == ""
