"""From the clock on the wall to an instant, across changes of the clock."""

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo


@lru_cache(maxsize=8192)
def instant(zone: ZoneInfo, day: date, minute: int) -> datetime:
    """The instant (UTC) at which the wall clock first reaches a minute of a day; 1440 is the next midnight.

    A time that exists twice means the first. One that is left out means the moment at which the clock is put forward, so
    that a later minute is never an earlier instant.
    """
    wall = datetime(day.year, day.month, day.day) + timedelta(minutes=minute)  # noqa: DTZ001 (the wall clock has no zone)
    found = wall.replace(tzinfo=zone).astimezone(UTC)
    return found if found.astimezone(zone).replace(tzinfo=None) == wall else _put_forward(zone, wall)


def _put_forward(zone: ZoneInfo, wall: datetime) -> datetime:
    """The change of the clock that leaves out this time: halved down between an instant before it and one after it."""
    early, late = (wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (1, 0))
    offset = early.astimezone(zone).utcoffset()
    while late - early > timedelta(seconds=1):
        middle = (early + (late - early) / 2).replace(microsecond=0)
        early, late = (middle, late) if middle.astimezone(zone).utcoffset() == offset else (early, middle)
    return late


def local_day(zone: ZoneInfo, at: datetime) -> date:
    """The date on the wall at an instant."""
    return at.astimezone(zone).date()
