"""Spans of days that a report compares."""

from calendar import monthrange
from datetime import date, timedelta
from typing import Literal

Step = Literal["month", "quarter", "year"]
MONTHS: dict[Step, int] = {"month": 1, "quarter": 3, "year": 12}


def months_later(day: date, months: int) -> date:
    """The same day so many months later (or earlier); the last of the month where the month is shorter."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def is_month_end(day: date) -> bool:
    """Whether the day is the last of its month."""
    return (day + timedelta(days=1)).day == 1


def same_day_earlier(day: date, months: int) -> date:
    """The day to compare with: a last day of a month stays one."""
    earlier = months_later(day, -months)
    return earlier.replace(day=monthrange(earlier.year, earlier.month)[1]) if is_month_end(day) else earlier


def pieces(first: date, last: date, step: Step) -> list[tuple[date, date]]:
    """The span cut at the calendar's months, quarters or years; the first and last piece may be shorter."""
    found: list[tuple[date, date]] = []
    months = MONTHS[step]
    while first <= last:
        start = date(first.year, (first.month - 1) // months * months + 1, 1)
        end = min(months_later(start, months) - timedelta(days=1), last)
        found.append((first, end))
        first = end + timedelta(days=1)
    return found


def earlier(first: date, last: date, by: Literal["period", "year"]) -> tuple[date, date]:
    """The span before of the same length (whole months stay whole months), or the same a year before."""
    if by == "year":
        return months_later(first, -12), same_day_earlier(last, 12)
    before = first - timedelta(days=1)
    if first.day == 1 and is_month_end(last):
        months = (last.year - first.year) * 12 + last.month - first.month + 1
        return months_later(first, -months), before
    return before - (last - first), before
