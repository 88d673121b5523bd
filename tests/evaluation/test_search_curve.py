from bot.evaluation import search_curve


def test_run_measures_every_size_from_the_smallest_on() -> None:
    points = search_curve.run([30, 10])
    assert [point.entries for point in points] == [10, 30]
    assert all(0 < point.p50_ms <= point.p95_ms for point in points)


def test_table_has_a_row_for_each_size() -> None:
    lines = search_curve.table([search_curve.Point(10_000, 1.0, 8.0, 9.5, 870)]).splitlines()
    assert lines[-1].split() == ["10,000", "8.00", "9.50", "1.0", "870"]
