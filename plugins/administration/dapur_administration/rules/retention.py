"""When the time of keeping a document begins."""

from calendar import monthrange
from datetime import date


def end_of_fiscal_year(day: date, last: str) -> date:
    """The last day of the fiscal year in which a day lies; last: its month and day, "12-31". 02-29 is the last of February."""
    month, number = (int(part) for part in last.split("-"))
    for year in (day.year, day.year + 1):
        end = date(year, month, min(number, monthrange(year, month)[1]))
        if end >= day:
            return end
    raise AssertionError("unreachable")
