"""Calendars for tests, and the slow reference that the engine must equal."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from dapur_base.calendars import Calendar, OwnDay, Week, read_hours
from dapur_base.rules.calendar import DaysOff

MINUTE = timedelta(minutes=1)


def calendar(
    hours: str = "08:00-17:00",
    *,
    off: Sequence[str] = (),
    zone: str = "Asia/Jakarta",
    working: int = 5,
    days_off: DaysOff = "none",
) -> Calendar:
    """The same hours on the first weekdays; some dates off."""
    week = Week(date(2000, 1, 1), (read_hours(hours),) * working + ((),) * (7 - working), days_off)
    own = {date.fromisoformat(day): OwnDay(date.fromisoformat(day), "libur") for day in off}
    return Calendar(1, "Kantor", zone, (week,), own)


def at(text: str) -> datetime:
    """An instant."""
    return datetime.fromisoformat(text).astimezone(UTC)


def slow_working_minutes(given: Calendar, start: datetime, minutes: int) -> int:
    """Working minutes in the next so many minutes, looked at one by one on the wall clock.

    Of an hour that the clock shows twice, the second one belongs to the last minute before it.
    """
    total, wall = 0, None
    for number in range(-180, minutes):
        local = (start + number * MINUTE).astimezone(given.clock)
        wall = local if local.fold == 0 or wall is None else wall
        minute = wall.hour * 60 + wall.minute
        inside = any(opens <= minute < closes for opens, closes in given.windows_on(wall.date()))
        total += inside and number >= 0
    return total
