"""Free slots keep to the rules, whatever they are."""

from datetime import date, datetime, time, timedelta, timezone
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.booking.model import DAYS, Office
from bot.booking.slots import BERLIN, free_slots, is_offered, to_utc
from tests.booking.factory import WEEK, office

MONDAY = datetime(2026, 11, 30, 6, tzinfo=timezone.utc)  # seven in the morning in Germany


def starts(one: Office, now: datetime = MONDAY, **more: object) -> list[str]:
    return [f"{slot.start.astimezone(BERLIN):%a %H:%M}" for slot in free_slots(one, now, {}, **more)]  # type: ignore[arg-type]


def test_slots_follow_each_other_with_the_buffers_between_them() -> None:
    one = office(shortest_notice_hours=0, longest_notice_days=1, buffer_after=15)
    assert starts(one)[:3] == ["Mon 09:00", "Mon 10:00", "Mon 11:00"]


def test_no_slot_is_offered_sooner_than_the_notice_allows() -> None:
    assert starts(office(shortest_notice_hours=24), MONDAY)[0] == "Tue 09:00"


def test_a_holiday_of_the_land_has_no_slots() -> None:
    epiphany = datetime(2027, 1, 5, 6, tzinfo=timezone.utc)  # the 6th is a holiday in Bavaria, not in NRW
    day = [date(2027, 1, 6)]
    assert starts(office(land="NW"), epiphany, days=day)
    assert not starts(office(land="BY"), epiphany, days=day)


def test_an_absence_takes_the_counsellor_away() -> None:
    away = [{"from": "2026-12-01", "to": "2026-12-01", "counsellor": "a"}]
    assert not starts(office(absences=away), days=[date(2026, 12, 1)])
    assert starts(office(absences=away), days=[date(2026, 12, 2)])


def test_only_counsellors_who_speak_the_language_are_offered() -> None:
    assert starts(office(), language="ar")
    assert not starts(office(), language="uk")


def test_what_is_taken_is_not_offered_nor_what_would_touch_its_buffer() -> None:
    one = office(buffer_before=15)
    first = next(iter(free_slots(one, MONDAY, {})))
    after = list(free_slots(one, MONDAY, {"a": [(first.start, first.end)]}))
    assert first not in after
    assert all(slot.start >= first.end for slot in after)


def test_opening_hours_are_local_on_both_sides_of_the_clock_changes() -> None:
    for before in (datetime(2026, 10, 22, 6, tzinfo=timezone.utc), datetime(2027, 3, 25, 6, tzinfo=timezone.utc)):
        assert {start.split()[1] for start in starts(office(minutes=60), before)} == {"09:00", "10:00", "11:00"}


def test_an_hour_that_the_clocks_skip_gives_no_slot() -> None:
    night = office(
        counsellors=[{"id": "a", "languages": ["de"], "opening": [{"day": "sunday", "from": "02:15", "to": "05:00"}]}]
    )
    assert to_utc(date(2027, 3, 28), time(2, 15)) is None
    assert not starts(night, datetime(2027, 3, 26, tzinfo=timezone.utc), days=[date(2027, 3, 28)])


def test_an_hour_that_the_clocks_repeat_is_offered_once() -> None:
    night = [{"id": "a", "languages": ["de"], "opening": [{"day": "sunday", "from": "01:30", "to": "03:30"}]}]
    one = office(counsellors=night, minutes=30, shortest_notice_hours=0, longest_notice_days=4)
    slots = free_slots(one, datetime(2026, 10, 23, tzinfo=timezone.utc), {})
    assert [f"{slot.start.astimezone(BERLIN):%H:%M}" for slot in slots] == ["01:30", "02:00", "02:30", "03:00"]


def test_fifty_counsellors_have_thousands_of_slots_in_order() -> None:
    week = [{"day": day, "from": "09:00", "to": "17:00"} for day in WEEK]
    many = [{"id": f"c{number}", "languages": ["de"], "opening": week} for number in range(50)]
    slots = list(free_slots(office(counsellors=many), MONDAY, {}))
    assert len(slots) == len(set(slots)) > 10_000
    assert slots == sorted(slots)


def test_what_the_rules_forbid_is_not_offered() -> None:
    slot = next(iter(free_slots(office(), MONDAY, {})))
    assert is_offered(office(), "a", slot.start, MONDAY)
    assert not is_offered(office(), "a", slot.start + timedelta(minutes=5), MONDAY)
    assert not is_offered(office(), "b", slot.start, MONDAY)


times = st.integers(0, 23 * 4).map(lambda quarter: time(quarter // 4, quarter % 4 * 15))


@st.composite
def openings(draw: st.DrawFn) -> list[dict[str, object]]:
    rows = []
    for day in draw(st.lists(st.sampled_from(DAYS), min_size=1, max_size=7, unique=True)):
        first, second = sorted(draw(st.lists(times, min_size=2, max_size=2, unique=True)))
        rows.append({"day": day, "from": first, "to": second})
    return rows


@settings(max_examples=150, deadline=None)
@given(
    openings(),
    st.integers(10, 120),
    st.integers(0, 60),
    st.integers(0, 60),
    st.sampled_from(["2026-10-20", "2026-12-20", "2027-03-20", "2027-05-10"]),
    st.integers(0, 72),
)
def test_every_slot_lies_within_the_rules_and_none_overlap(
    opening: list[dict[str, object]], minutes: int, before: int, after: int, day: str, notice: int
) -> None:
    one = office(
        counsellors=[{"id": "a", "languages": ["de"], "opening": opening}],
        minutes=minutes,
        buffer_before=before,
        buffer_after=after,
        shortest_notice_hours=notice,
        longest_notice_days=14,
    )
    now = datetime.fromisoformat(day).replace(tzinfo=timezone.utc)
    slots = list(free_slots(one, now, {}))
    for slot in slots:
        local, end = slot.start.astimezone(BERLIN), slot.end.astimezone(BERLIN)
        assert slot.start >= now + timedelta(hours=notice)
        assert slot.end - slot.start == timedelta(minutes=minutes)
        row = next(row for row in one.counsellors[0].opening if row.day == DAYS[local.weekday()])
        assert row.begin <= local.time()
        assert end.replace(tzinfo=None) <= datetime.combine(local.date(), row.end)
    assert slots == sorted(slots)
    for first, second in pairwise(slots):
        assert second.start - first.end >= timedelta(
            minutes=max(0, before + after) if first.local_day == second.local_day else 0
        )


@settings(max_examples=50, deadline=None)
@given(st.sets(st.integers(0, 30), max_size=8))
def test_taking_slots_loses_no_other(chosen: set[int]) -> None:
    one = office(longest_notice_days=14)
    free = list(free_slots(one, MONDAY, {}))
    taken = [free[number] for number in chosen if number < len(free)]
    left = list(free_slots(one, MONDAY, {"a": [(slot.start, slot.end) for slot in taken]}))
    assert left == [slot for slot in free if slot not in taken]
