"""A series of dates on the clock of one place, and the instants that follow from it (RFC 5545 recurrence rules)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import islice
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

MOST = 400
"""So many occurrences one series may have."""
FREQUENCIES = {"day": "DAILY", "week": "WEEKLY", "month": "MONTHLY"}


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One date of a series: its day on the clock of the series, and its instants in UTC."""

    day: date
    starts: datetime
    ends: datetime


def instant(wall: datetime, zone: ZoneInfo) -> datetime:
    """The instant of a time on the wall. One that does not exist moves forward by the gap; one that exists twice is the first."""
    return wall.replace(tzinfo=zone).astimezone(UTC)


def is_rule(rule: str) -> bool:
    """Whether this is a recurrence rule that ends."""
    if "COUNT=" not in rule and "UNTIL=" not in rule:
        return False
    try:
        rrulestr(rule, dtstart=datetime(2026, 1, 5, 9))  # noqa: DTZ001 (the wall clock has no zone)
    except (ValueError, TypeError, KeyError):
        return False
    return True


def occurrences(starts: datetime, ends: datetime, zone: ZoneInfo, rule: str, count: int = MOST) -> list[Occurrence]:
    """The first dates of a series whose first one lies from `starts` to `ends` (times on the wall of the zone)."""
    length = ends - starts
    dates = islice(rrulestr(rule, dtstart=starts), count)
    return [Occurrence(wall.date(), instant(wall, zone), instant(wall + length, zone)) for wall in dates]


def written_rule(every: str, interval: int, count: int | None, until: date | None, days: Sequence[str] = ()) -> str:
    """A recurrence rule: every so many days, weeks or months, so often or through a day."""
    parts = [f"FREQ={FREQUENCIES[every]}"]
    parts += [f"INTERVAL={interval}"] if interval != 1 else []
    parts += [f"BYDAY={','.join(days)}"] if days else []
    parts.append(f"COUNT={count}" if until is None else f"UNTIL={until:%Y%m%d}T235959")
    return ";".join(parts)
