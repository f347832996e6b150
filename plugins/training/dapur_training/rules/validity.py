"""How long a certificate holds, and what renewing does."""

from calendar import monthrange
from datetime import date, timedelta


def add_months(day: date, months: int) -> date:
    """The same day some months later; in a short month its last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def renewed(on: date, months: int | None, window_days: int, old_end: date | None) -> date | None:
    """The last valid day of what a completion gives; None without end.

    Inside the window before the old end it extends from there; otherwise it begins on the day.
    """
    if months is None:
        return None
    inside = old_end is not None and timedelta(0) <= old_end - on <= timedelta(days=window_days)
    return add_months(old_end if inside and old_end is not None else on, months)
