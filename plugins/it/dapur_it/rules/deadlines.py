"""What a ticket owes now, from its intervals: the moments that its row keeps for lists."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from dapur_base.calendars import Calendar
from dapur_it.rules.clock import ENDED, PAUSING, Span, due_of, read_clock, whole_minutes


@dataclass(frozen=True, slots=True)
class Promise:
    """What was promised when: targets in working minutes; the first answer where it was given; due moments that are kept now."""

    created: datetime
    response_minutes: int | None
    resolution_minutes: int | None
    responded: datetime | None = None
    response_due: datetime | None = None
    resolution_due: datetime | None = None


@dataclass(frozen=True, slots=True)
class Deadlines:
    """Due moments; left_minutes: on the clock that stands, of the nearer target (None while it runs or nothing is owed)."""

    response: datetime | None
    resolution: datetime | None
    left_minutes: int | None = None


def deadlines(calendar: Calendar, promise: Promise, spans: Sequence[Span], now: datetime) -> Deadlines:
    """Compute them again. What was answered, and what has ended, keeps the moment that it was measured against."""
    if spans[-1].state in ENDED:
        return Deadlines(promise.response_due, promise.resolution_due)
    answered = promise.responded is not None
    response = promise.response_due if answered else due_of(calendar, promise.created, promise.response_minutes, spans).at
    resolution = due_of(calendar, promise.created, promise.resolution_minutes, spans).at
    return Deadlines(response, resolution, _standing(calendar, promise, spans, now))


def _standing(calendar: Calendar, promise: Promise, spans: Sequence[Span], now: datetime) -> int | None:
    if spans[-1].state not in PAUSING:
        return None
    owed = [promise.resolution_minutes, None if promise.responded else promise.response_minutes]
    lefts = [read_clock(calendar, promise.created, minutes, spans, now).left for minutes in owed]
    return min((whole_minutes(left) for left in lefts if left is not None), default=None)
