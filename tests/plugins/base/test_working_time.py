"""The due-date engine: working time and working days, across holidays, pauses and changes of the clock."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dapur.contract import Refused
from dapur_base.calendars import (
    Calendar,
    Interval,
    OwnDay,
    Week,
    add_working_days,
    add_working_time,
    clock_starts,
    due,
    paused_time,
    read_hours,
    reason_off,
    shifted,
    working_days_after,
    working_time,
    write_hours,
)
from dapur_base.rules.hours import days_of, week_of
from tests.plugins.base.calendars import at, calendar, slow_working_minutes

HOLIDAYS = ("2026-05-01", "2026-05-14", "2026-06-01", "2026-08-17", "2026-12-25")
OFFICE = calendar(off=HOLIDAYS)
LUNCH = calendar("08:00-12:00, 13:00-17:00", off=HOLIDAYS)
ALWAYS = calendar("00:00-24:00", working=7)
BERLIN = calendar("00:00-02:30, 02:45-06:00, 22:00-24:00", zone="Europe/Berlin", working=7)

calendars = st.sampled_from([OFFICE, LUNCH, ALWAYS, BERLIN, calendar("21:15-24:00", zone="America/New_York")])
starts = st.integers(0, 2 * 366 * 24 * 60).map(lambda minutes: datetime(2025, 12, 1, tzinfo=UTC) + timedelta(minutes=minutes))
lengths = st.integers(0, 20_000).map(lambda minutes: timedelta(minutes=minutes))


@pytest.mark.parametrize(
    ("office", "start", "minutes", "expected"),
    [
        (OFFICE, "2026-08-14T15:30+07:00", 480, "2026-08-18T14:30+07:00"),
        (LUNCH, "2026-08-19T11:30+07:00", 120, "2026-08-19T14:30+07:00"),
        (LUNCH, "2026-08-19T12:20+07:00", 480, "2026-08-20T12:00+07:00"),
        (ALWAYS, "2026-08-16T22:00+07:00", 240, "2026-08-17T02:00+07:00"),
        (OFFICE, "2026-08-15T22:10+07:00", 240, "2026-08-18T12:00+07:00"),
        (calendar(zone="Asia/Jayapura"), "2026-08-18T07:30+00:00", 120, "2026-08-19T09:30+09:00"),
        (OFFICE, "2026-08-14T08:00+07:00", 540, "2026-08-14T17:00+07:00"),
    ],
)
def test_working_minutes_are_added_by_windows(office: Calendar, start: str, minutes: int, expected: str) -> None:
    assert add_working_time(office, at(start), timedelta(minutes=minutes)) == at(expected)


def test_the_clock_starts_with_the_next_window() -> None:
    assert clock_starts(OFFICE, at("2026-08-15T22:10+07:00")) == at("2026-08-18T08:00+07:00")


def test_a_day_round_the_clock_has_no_lost_minute_at_midnight() -> None:
    assert working_time(ALWAYS, at("2026-08-16T22:00+07:00"), at("2026-08-19T22:00+07:00")) == timedelta(minutes=4320)


@given(calendars, starts, lengths)
def test_adding_then_measuring_gives_back(office: Calendar, start: datetime, length: timedelta) -> None:
    end = add_working_time(office, start, length)

    assert end is not None
    assert working_time(office, start, end) == length


@given(calendars, starts, starts, lengths, lengths)
def test_later_or_longer_is_never_due_earlier(
    office: Calendar, first: datetime, second: datetime, short: timedelta, long: timedelta
) -> None:
    (first, second), (short, long) = sorted((first, second)), sorted((short, long))

    earlier, later = add_working_time(office, first, short), add_working_time(office, second, long)

    assert earlier is not None and later is not None and earlier <= later


@settings(max_examples=40)
@given(calendars, st.sampled_from(["2026-03-28", "2026-10-24", "2026-03-07", "2026-10-31", "2026-08-14"]), st.integers(0, 1440))
def test_it_equals_looking_at_every_minute(office: Calendar, day: str, minute: int) -> None:
    start = at(f"{day}T00:00+00:00") + timedelta(minutes=minute)
    length = 2 * 24 * 60

    assert working_time(office, start, start + timedelta(minutes=length)) == timedelta(
        minutes=slow_working_minutes(office, start, length)
    )


def test_the_night_in_which_the_clock_is_put_forward_is_an_hour_shorter() -> None:
    always = calendar("00:00-24:00", zone="Europe/Berlin", working=7)

    assert working_time(always, at("2026-03-29T00:00+01:00"), at("2026-03-30T00:00+02:00")) == timedelta(hours=23)
    assert working_time(always, at("2026-10-25T00:00+02:00"), at("2026-10-26T00:00+01:00")) == timedelta(hours=25)


def test_a_window_inside_the_hour_that_is_left_out_has_no_time() -> None:
    gone = calendar("02:15-02:45", zone="Europe/Berlin", working=7)

    assert working_time(gone, at("2026-03-29T00:00+01:00"), at("2026-03-30T00:00+02:00")) == timedelta(0)


def test_three_times_24_hours_are_72_hours_whatever_the_calendar_says() -> None:
    assert due(OFFICE, at("2026-08-14T15:30+07:00"), timedelta(hours=72), by_the_clock=True).at == at("2026-08-17T15:30+07:00")
    across = due(calendar(zone="Europe/Berlin"), at("2026-03-28T12:00+01:00"), timedelta(hours=24), by_the_clock=True)
    assert across.at == at("2026-03-29T13:00+02:00")


def test_a_pause_moves_the_due_moment_by_its_working_time() -> None:
    created, pause = at("2026-08-18T09:00+07:00"), at("2026-08-18T14:00+07:00")
    waited = [Interval(pause, at("2026-08-20T10:30+07:00"))]
    target = timedelta(minutes=960)

    assert add_working_time(OFFICE, created, target) == at("2026-08-19T16:00+07:00")
    assert add_working_time(OFFICE, created, target, [Interval(pause)]) is None
    assert working_time(OFFICE, created, at("2026-08-19T12:00+07:00"), [Interval(pause)]) == timedelta(minutes=300)
    assert paused_time(OFFICE, created, at("2026-08-20T10:30+07:00"), waited) == timedelta(minutes=870)
    assert add_working_time(OFFICE, created, target, waited) == at("2026-08-21T12:30+07:00")


def test_a_pause_that_begins_after_the_due_moment_does_not_move_it() -> None:
    late = Interval(at("2026-08-19T17:00+07:00"))

    assert add_working_time(OFFICE, at("2026-08-18T08:00+07:00"), timedelta(minutes=960), [late]) == at("2026-08-19T15:00+07:00")


@pytest.mark.parametrize(("percent", "expected"), [(50, "2026-08-19T09:00"), (75, "2026-08-19T13:00"), (100, "2026-08-19T17:00")])
def test_time_that_runs_out_at_the_end_of_a_window_is_due_there(percent: int, expected: str) -> None:
    pause = Interval(at("2026-08-18T10:00+07:00"), at("2026-08-18T12:00+07:00"))

    found = add_working_time(OFFICE, at("2026-08-18T08:00+07:00"), timedelta(minutes=960) * percent // 100, [pause])

    assert found == at(f"{expected}+07:00")


def test_a_due_moment_explains_itself() -> None:
    found = due(OFFICE, at("2026-08-14T15:30+07:00"), timedelta(hours=8))

    assert [(piece.day.day, piece.length) for piece in found.counted] == [
        (14, timedelta(minutes=90)),
        (18, timedelta(minutes=390)),
    ]
    assert [(skipped.day.day, skipped.reason, skipped.name_id) for skipped in found.skipped] == [
        (15, "weekend", ""),
        (16, "weekend", ""),
        (17, "own", "libur"),
    ]


def test_negative_time_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="never taken away"):
        due(OFFICE, at("2026-08-14T15:30+07:00"), timedelta(minutes=-1))


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        ("2026-08-14", 1, "2026-08-18"),
        ("2026-08-14", -3, "2026-08-11"),
        ("2026-08-14", 5, "2026-08-24"),
        ("2026-08-16", 0, "2026-08-16"),
    ],
)
def test_working_days_are_added_forward_and_back(day: str, count: int, expected: str) -> None:
    assert add_working_days(OFFICE, date.fromisoformat(day), count) == date.fromisoformat(expected)


@given(st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.integers(0, 60))
def test_working_days_added_are_working_days_late(day: date, count: int) -> None:
    assert working_days_after(OFFICE, day, add_working_days(OFFICE, day, count)) == count


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("none", "2026-05-31"),
        ("following", "2026-06-02"),
        ("preceding", "2026-05-29"),
        ("modified_following", "2026-05-29"),
        ("modified_preceding", "2026-05-29"),
    ],
)
def test_a_due_date_on_a_day_off_moves_by_its_rule(rule: str, expected: str) -> None:
    assert shifted(OFFICE, date(2026, 5, 31), rule) == date.fromisoformat(expected)  # type: ignore[arg-type]


def test_hours_change_from_a_day_on_and_the_first_hold_before_as_well() -> None:
    weeks = (Week(date(2026, 1, 1), (read_hours("08:00-16:00"),) * 7), Week(date(2026, 7, 1), (read_hours("09:00-12:00"),) * 7))
    made = Calendar(1, "Toko", "Asia/Jakarta", weeks)

    assert [write_hours(made.windows_on(date(2026, month, 30))) for month in (6, 7)] == ["08:00-16:00", "09:00-12:00"]
    assert write_hours(made.windows_on(date(2019, 1, 1))) == "08:00-16:00"


def test_an_added_working_day_goes_before_the_weekend() -> None:
    saturday = date(2026, 8, 15)
    made = Calendar(1, "Toko", "Asia/Jakarta", OFFICE.weeks, {saturday: OwnDay(saturday, "Stok opname", ((480, 720),))})

    assert (reason_off(made, saturday), made.is_working(saturday)) == (None, True)
    assert add_working_time(made, at("2026-08-14T16:00+07:00"), timedelta(hours=2)) == at("2026-08-15T09:00+07:00")


@pytest.mark.parametrize(
    ("text", "code"),
    [("8-12", "BASE_HOURS_UNREADABLE"), ("12:00-08:00", "BASE_HOURS_UNREADABLE"), ("08:00-12:60", "BASE_HOURS_UNREADABLE"),
     ("20:00-24:01", "BASE_HOURS_UNREADABLE"), ("08:00-12:00, 11:00-13:00", "BASE_HOURS_OVERLAP")],
)  # fmt: skip
def test_hours_that_cannot_be_are_refused(text: str, code: str) -> None:
    with pytest.raises(Refused) as caught:
        read_hours(text, "monday")

    assert (caught.value.code, caught.value.problems[0].field) == (code, "monday")


def test_windows_that_touch_are_one_and_midnight_cuts_the_week() -> None:
    assert write_hours(read_hours("12.00–13.00; 08:00-12:00")) == "08:00-13:00"
    assert days_of([(0, 7 * 1440)]) == (((0, 1440),),) * 7
    assert week_of(days_of([(600, 700), (1400, 1500)])) == [(600, 700), (1400, 1440), (1440, 1500)]


def test_a_calendar_without_a_working_day_says_so() -> None:
    never = Calendar(1, "Tutup", "Asia/Jakarta", (Week(date(2026, 1, 1), ((),) * 7),))

    with pytest.raises(Refused, match="Tutup has no working day"):
        add_working_days(never, date(2026, 1, 1), 1)
    with pytest.raises(Refused, match="Tutup has no working day"):
        clock_starts(never, at("2026-01-01T08:00+07:00"))
