"""The days that a figure is about, and equally many before them to compare with."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from dapur.language.dates import add_months

Months = Literal[1, 3, 12]
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Period:
    """A month, quarter or year of the calendar in the company's zone. One that still runs ends today."""

    begins: date
    months: Months
    last: date
    is_over: bool

    @property
    def before(self) -> "Period":
        """The period before; of one that still runs, as many days of it."""
        begins = add_months(self.begins, -self.months)
        end = self.begins - DAY
        last = end if self.is_over else min(end, begins + (self.last - self.begins))
        return Period(begins, self.months, last, self.is_over)


def period_of(day: date, months: Months, today: date) -> Period:
    """The month, quarter or year in which the day is."""
    begins = date(day.year, (day.month - 1) // months * months + 1, 1)
    end = add_months(begins, months) - DAY
    return Period(begins, months, max(begins, min(end, today)), end < today)
