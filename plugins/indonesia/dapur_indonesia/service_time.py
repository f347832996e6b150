"""How long somebody has served: completed months and years, as employment law counts them."""

import calendar
from datetime import date


def completed_months(first: date, day: date) -> int:
    """Full months from a first day up to a day, which itself is not counted."""
    months = (day.year - first.year) * 12 + day.month - first.month
    ends_early = day.day < first.day and day.day < calendar.monthrange(day.year, day.month)[1]
    return max(0, months - ends_early)


def months_later(first: date, months: int) -> date:
    """The same day so many months later, or the last day of that month."""
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return date(year, month + 1, min(first.day, calendar.monthrange(year, month + 1)[1]))
