"""Periods of key figures: of the calendar, ending today while they run, compared with equally many days before."""

from datetime import date

import pytest

from dapur.measures.period import Months, period_of

TODAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("day", "months", "first", "last", "before"),
    [
        (date(2026, 10, 9), 1, date(2026, 10, 1), date(2026, 10, 31), (date(2026, 9, 1), date(2026, 9, 30))),
        (TODAY, 1, date(2026, 11, 1), TODAY, (date(2026, 10, 1), date(2026, 10, 26))),
        (TODAY, 3, date(2026, 10, 1), TODAY, (date(2026, 7, 1), date(2026, 8, 26))),
        (date(2025, 5, 5), 12, date(2025, 1, 1), date(2025, 12, 31), (date(2024, 1, 1), date(2024, 12, 31))),
    ],
)
def test_a_period_is_compared_with_as_many_days_before(
    day: date, months: Months, first: date, last: date, before: tuple[date, date]
) -> None:
    period = period_of(day, months, TODAY)

    assert (period.begins, period.last) == (first, last)
    assert (period.before.begins, period.before.last) == before


def test_a_running_month_is_never_compared_with_more_than_a_shorter_month_before_has() -> None:
    running = period_of(date(2026, 3, 30), 1, date(2026, 3, 30))

    assert running.before.last == date(2026, 2, 28)
