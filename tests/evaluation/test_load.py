"""The load benchmark reads what locust writes and shows it."""

from pathlib import Path

import pytest

from bot.evaluation.load import Stage, read_stage, table

HEAD = "Type,Name,Request Count,Failure Count,Requests/s,50%,95%,99%"


@pytest.fixture
def stats(tmp_path: Path) -> Path:
    path = tmp_path / "1-half_stats.csv"
    path.write_text(f"{HEAD}\nPOST,open,10,0,1.0,4,5,6\n,Aggregated,70,1,7.25,20,40,90\n", "utf-8")
    return path


def test_figures_are_those_over_all_requests(stats: Path) -> None:
    stage = read_stage(stats, 2, "half", 1300)
    assert stage == Stage(2, "half", 70, 1, 7.25, 20, 40, 90, 1300)


def test_the_table_has_a_line_for_each_measurement(stats: Path) -> None:
    shown = table([read_stage(stats, 1, "highest", 900), read_stage(stats, 2, "half", 1300)]).splitlines()
    assert [line.split() for line in shown[2:]] == [
        ["1,", "highest", "70", "1", "7.2", "20", "40", "90", "900"],
        ["2,", "half", "70", "1", "7.2", "20", "40", "90", "1300"],
    ]
