"""How long a certificate holds, and what renewing does."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta


def add_months(day: date, months: int) -> date:
    """The same day some months later; in a short month its last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@dataclass(frozen=True, slots=True)
class Renewal:
    """valid_through: the last valid day, None without end. gap_days: days on which nothing was valid."""

    valid_through: date | None
    gap_days: int


def renewed(on: date, months: int | None, window_days: int, old_end: date | None) -> Renewal:
    """What a completion gives. Inside the window before the old end it extends from there; otherwise it begins on the day."""
    gap = 0 if old_end is None else max(0, (on - old_end).days - 1)
    if months is None:
        return Renewal(None, gap)
    inside = old_end is not None and timedelta(0) <= old_end - on <= timedelta(days=window_days)
    start = old_end if inside and old_end is not None else on
    return Renewal(add_months(start, months), gap)

