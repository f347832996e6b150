"""Fiscal years as dates."""

from datetime import date, timedelta


def year_later(day: date) -> date:
    """The same day a year later; 29 February becomes 1 March."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 3, 1)


def last_day(starts: date) -> date:
    """The last day of a fiscal year of twelve months."""
    return year_later(starts) - timedelta(days=1)


def year_name(starts: date, ends: date) -> str:
    """What a fiscal year is called: its calendar year, or both."""
    return str(starts.year) if starts.year == ends.year else f"{starts.year}/{ends.year}"


def year_start(day: date, first_month: int) -> date:
    """The first day of the twelve months that contain `day` when they begin with this month."""
    return date(day.year - (day.month < first_month), first_month, 1)
