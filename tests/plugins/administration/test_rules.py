"""Rules of administration as pure functions."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from dapur_administration.documents.calendar import WIDTH, Appointment, write_calendar
from dapur_administration.operations.book_series import MovedDate
from dapur_administration.operations.document_text import searchable
from dapur_administration.rules.evidence import periods, standing
from dapur_administration.rules.free_times import gaps, nearest
from dapur_administration.rules.letter_numbers import missing_places
from dapur_administration.rules.places import filled, open_places
from dapur_administration.rules.retention import end_of_fiscal_year
from dapur_administration.rules.risks import Reducing, Score, Working, residual, target
from dapur_administration.rules.series import instant, is_rule, occurrences
from dapur_administration.rules.when import read_when

DAY = datetime(2026, 8, 20, 8, tzinfo=UTC)
EUROPE = ZoneInfo("Europe/Amsterdam")
minutes = st.integers(0, 600)
spans = st.lists(st.tuples(minutes, minutes), max_size=6)


@pytest.mark.parametrize(
    ("pattern", "counter", "restart", "missing"),
    [
        ("{number}/{unit}/{roman}/{year}", "unit", "month", []),
        ("{number}/{unit}/{year}", "unit", "month", ["roman"]),
        ("{number}/{kind}", "unit_kind", "year", ["unit", "year"]),
        ("{number}", "company", "never", []),
    ],
)
def test_a_pattern_names_everything_that_it_counts_apart(pattern: str, counter: str, restart: str, missing: list[str]) -> None:
    assert missing_places(pattern, counter, restart) == missing  # type: ignore[arg-type]


def test_places_are_filled_where_a_value_is_known_and_stay_open_elsewhere() -> None:
    text = filled("Untuk {recipient}, {kegiatan}, {date}", {"recipient": "Budi {kegiatan}"})

    assert text == "Untuk Budi {kegiatan}, {kegiatan}, {date}"
    assert open_places(text) == ["kegiatan"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("besok 10-11", (date(2026, 11, 27), "10:00", "11:00")),
        ("10-11", (date(2026, 11, 26), "10:00", "11:00")),
        ("Senin 13.30-15", (date(2026, 11, 30), "13:30", "15:00")),
        ("monday, 9:00 - 10:30", (date(2026, 11, 30), "09:00", "10:30")),
        ("2/3/2027 9-10", (date(2027, 3, 2), "09:00", "10:00")),
        ("Senin, 2 Mar 2027 22.00-24.00 WIB", (date(2027, 3, 2), "22:00", "24:00")),
        ("+3 9-10", (date(2026, 11, 29), "09:00", "10:00")),
    ],
)
def test_a_day_and_a_time_are_read_as_people_write_them(typed: str, found: tuple[date, str, str]) -> None:
    assert read_when(typed, "id", date(2026, 11, 26)) == found


@pytest.mark.parametrize("typed", ["", "besok", "10", "besok 25-26", "kapan 10-11", "10.70-11"])
def test_what_names_no_day_and_time_is_not_guessed_at(typed: str) -> None:
    with pytest.raises(ValueError):
        read_when(typed, "id", date(2026, 11, 26))


@given(spans, st.integers(1, 120), minutes, st.integers(0, 60))
def test_what_is_offered_as_free_is_really_free(held: list[tuple[int, int]], length: int, wish: int, buffer: int) -> None:
    taken = [(DAY + timedelta(minutes=min(ends)), DAY + timedelta(minutes=max(ends) + 1)) for ends in held]
    free = gaps(DAY, DAY + timedelta(hours=10), taken)
    after = timedelta(minutes=buffer)

    for start, end in nearest(free, DAY + timedelta(minutes=wish), timedelta(minutes=length), after, 3):
        assert end - start == timedelta(minutes=length)
        assert start >= DAY and end + after <= DAY + timedelta(hours=10)
        assert all(end + after <= a or b <= start for a, b in taken)


def test_a_time_that_does_not_exist_moves_on_by_the_gap_and_a_doubled_one_is_the_first() -> None:
    assert instant(datetime(2026, 3, 29, 2, 30), EUROPE).astimezone(EUROPE).time() == time(3, 30)
    assert instant(datetime(2026, 10, 25, 2, 30), EUROPE) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@given(st.integers(1, 40), st.integers(1, 4))
def test_a_series_keeps_its_time_on_the_wall_across_the_year(count: int, weeks: int) -> None:
    dates = occurrences(datetime(2026, 1, 5, 9), datetime(2026, 1, 5, 10), EUROPE, f"FREQ=WEEKLY;INTERVAL={weeks};COUNT={count}")

    assert len(dates) == count
    assert {one.starts.astimezone(EUROPE).time() for one in dates} == {time(9)}
    assert {one.starts.astimezone(EUROPE).date() for one in dates} == {one.day for one in dates}


def test_a_rule_without_an_end_is_none() -> None:
    assert [is_rule(rule) for rule in ("FREQ=WEEKLY", "FREQ=WEEKLY;COUNT=2", "FREQ=OFTEN;COUNT=2")] == [False, True, False]


def test_the_fiscal_year_of_a_day_ends_on_or_after_it() -> None:
    assert end_of_fiscal_year(date(2026, 3, 10), "12-31") == date(2026, 12, 31)
    assert end_of_fiscal_year(date(2026, 4, 1), "03-31") == date(2027, 3, 31)
    assert end_of_fiscal_year(date(2027, 3, 1), "02-29") == date(2028, 2, 29)


@given(st.dates(date(2026, 1, 1), date(2028, 1, 1)), st.integers(0, 30), st.lists(st.integers(0, 400), max_size=6))
def test_percent_and_lateness_never_disagree(on: date, grace: int, delays: list[int]) -> None:
    every = periods("quarter", date(2026, 1, 1), 15, grace)
    wanted = [next(every) for _n in range(8)]
    came = {period.name: period.last + timedelta(days=days) for period, days in zip(wanted, delays, strict=False)}

    found = standing(wanted, came, on)

    assert found.fulfilled + sum(p.due <= on and came.get(p.name, date.max) > on for p in wanted) == found.periods
    assert (found.days > 0) == (found.state == "overdue")
    assert found.on_time_percent <= found.percent <= 100


@given(st.integers(1, 5), st.integers(1, 5), st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=4))
def test_a_risk_never_falls_below_one_and_controls_never_raise_it(
    likelihood: int, impact: int, steps: list[tuple[int, int]]
) -> None:
    inherent = Score(likelihood, impact)
    controls = [Reducing(a, b, (Working(date(2026, 1, 1), "effective"),)) for a, b in steps]

    left = residual(inherent, controls, date(2026, 6, 1))

    assert 1 <= left.score <= inherent.score
    assert left == target(inherent, controls)
    assert residual(inherent, controls, date(2025, 6, 1)) == inherent


@given(st.text(max_size=200))
def test_a_calendar_line_is_never_longer_than_its_octets_and_loses_nothing(title: str) -> None:
    made = write_calendar("K", [Appointment("1@x", title, day=date(2026, 8, 20))], DAY).decode()

    assert all(len(line.encode()) <= WIDTH for line in made.split("\r\n"))
    assert made.endswith("END:VCALENDAR\r\n")


def test_the_words_of_a_broken_archive_are_none() -> None:
    assert searchable("a.docx", b"PK nonsense") == ""
    assert searchable("a.txt", b"Sewa gudang\n\tCikarang") == "Sewa gudang Cikarang"


@pytest.mark.parametrize(
    "to", ["2026-11-30 10:00-10:60", "2026-11-30 25:00-26:00", "2026-11-30 24:00-25:00", "\u0662026-11-30 10:00-11:00"]
)
def test_a_date_of_a_series_moves_to_a_time_of_a_day_alone(to: str) -> None:
    assert MovedDate(day=date(2026, 11, 30), to="2026-11-30 22:00-24:00").to.endswith("24:00")
    with pytest.raises(ValidationError):
        MovedDate(day=date(2026, 11, 30), to=to)
