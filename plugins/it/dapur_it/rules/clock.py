"""The clock of a ticket: a list of intervals that explains its due moment. Instants are aware; lengths are working time.

due = created + target + working time spent in states that stop the clock. Nothing that is left over is stored: a priority or
a holiday that changes later is simply computed again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from dapur_base.calendars import Calendar, Due, Interval, due, working_time

State = Literal["open", "waiting_customer", "waiting_supplier", "solved", "closed"]
Bucket = Literal["worked", "pending", "solved_wait"]
BUCKETS: dict[str, Bucket] = {
    "open": "worked",
    "waiting_customer": "pending",
    "waiting_supplier": "pending",
    "solved": "solved_wait",
    "closed": "solved_wait",
}
ENDED = ("solved", "closed")
PAUSING = ("waiting_customer", "waiting_supplier")
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Span:
    """A state from an instant until another; end None while it lasts."""

    state: str
    start: datetime
    end: datetime | None = None

    @property
    def bucket(self) -> Bucket:
        """What its time counts as."""
        return BUCKETS[self.state]


@dataclass(frozen=True, slots=True)
class Reading:
    """What the clock shows. due.at is None while the clock stands, or when nothing is promised; lengths in working time."""

    due: Due
    worked: timedelta
    pending: timedelta
    solved_wait: timedelta
    left: timedelta | None
    breached: bool
    is_standing: bool


def pauses(spans: Sequence[Span]) -> list[Interval]:
    """The intervals that stop the clock. The state in which a ticket ended does not: its due moment is the one it ended with."""
    return [Interval(span.start, span.end) for span in spans[: _end_of(spans)] if span.bucket != "worked"]


def _end_of(spans: Sequence[Span]) -> int:
    """Where a ticket ended: the number of spans before it was solved for good; all of them while it lives."""
    count = len(spans)
    while count and spans[count - 1].state in ENDED:
        count -= 1
    return count


def spent(calendar: Calendar, spans: Iterable[Span], now: datetime) -> dict[Bucket, timedelta]:
    """Working time by bucket, up to an instant."""
    found: dict[Bucket, timedelta] = dict.fromkeys(("worked", "pending", "solved_wait"), timedelta(0))
    for span in spans:
        found[span.bucket] += working_time(calendar, span.start, min(span.end or now, now))
    return found


def due_of(calendar: Calendar, created: datetime, minutes: int | None, spans: Sequence[Span]) -> Due:
    """The due moment of a target in working minutes, with its explanation. Without a target there is none."""
    return Due(None, ()) if minutes is None else due(calendar, created, minutes * MINUTE, pauses(spans))


def read_clock(calendar: Calendar, created: datetime, minutes: int | None, spans: Sequence[Span], now: datetime) -> Reading:
    """Read the clock at an instant. A pause that begins after the due moment does not move it."""
    found = due_of(calendar, created, minutes, spans)
    buckets = spent(calendar, spans, now)
    end = _end_of(spans)
    ended = spans[end].start if end < len(spans) else None
    left = None if minutes is None else minutes * MINUTE - buckets["worked"]
    breached = found.at is not None and (ended or now) > found.at
    standing = bool(spans) and spans[-1].state != "open" and spans[-1].end is None
    return Reading(found, buckets["worked"], buckets["pending"], buckets["solved_wait"], left, breached, standing)


def escalation_moments(
    calendar: Calendar, created: datetime, minutes: int, percents: Iterable[int], spans: Sequence[Span]
) -> dict[int, datetime | None]:
    """When each percentage of the working time is used up; None while the clock stands before that."""
    return {p: due(calendar, created, minutes * MINUTE * p / 100, pauses(spans)).at for p in percents}


def whole_minutes(length: timedelta) -> int:
    """Whole minutes; what is begun and not over counts against nobody."""
    return length // MINUTE
