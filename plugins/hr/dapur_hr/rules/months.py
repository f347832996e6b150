"""Months and years of service."""

from calendar import monthrange
from datetime import date


def months_later(day: date, months: int) -> date:
    """The same day so many months later; the last of the month where the month is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def whole_months(first: date, day: date) -> int:
    """Months that somebody who began on `first` has completed at the beginning of `day`."""
    months = (day.year - first.year) * 12 + day.month - first.month
    return months if months_later(first, months) <= day else months - 1


def month_end(day: date) -> date:
    """The last day of the month."""
    return day.replace(day=monthrange(day.year, day.month)[1])
