"""Dates of a repeating task: what the rule says, before days off move it."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from typing import Literal

Every = Literal["day", "week", "month", "year"]
ShortMonth = Literal["last_day", "skip"]


@dataclass(frozen=True, slots=True)
class Recurrence:
    """Every so many days, weeks, months or years, from a first day on.

    The first day gives the weekday, the day of the month, and the month of the year. short_month: what becomes of a day that
    a month does not have (31 June, 29 February of a common year): its last day, or no date that month.
    """

    first: date
    every: Every
    interval: int = 1
    short_month: ShortMonth = "last_day"

    def dates(self) -> Iterator[date]:
        """All dates, the first one first, up to the end of the calendar."""
        for number in count():
            try:
                day = self._date(number * self.interval)
            except (OverflowError, ValueError):
                return
            if day is not None:
                yield day

    def after(self, day: date) -> date:
        """The first date after a day."""
        return next(found for found in self.dates() if found > day)

    def _date(self, steps: int) -> date | None:
        if self.every == "day":
            return self.first + timedelta(days=steps)
        if self.every == "week":
            return self.first + timedelta(weeks=steps)
        return self._in_month(steps if self.every == "month" else steps * 12)

    def _in_month(self, months: int) -> date | None:
        year, month = divmod(self.first.year * 12 + self.first.month - 1 + months, 12)
        length = monthrange(year, month + 1)[1]
        if self.first.day > length and self.short_month == "skip":
            return None
        return date(year, month + 1, min(self.first.day, length))
