"""Working days: counted, added, and due dates that fall on a day off moved."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal

from dapur.contract import Refused, _
from dapur_base.rules.calendar import Calendar

ONE = timedelta(days=1)
FURTHEST = 400
"""So many days in a row without a working one mean that the calendar has none."""

Shift = Literal["none", "following", "preceding", "modified_following", "modified_preceding"]
"""What becomes of a day off: it stays; the next working day; the one before; the next or the one before unless that lies
in another month, then the other way (ISDA's business day conventions)."""


def days(first: date, last: date) -> Iterator[date]:
    """The days from the first through the last."""
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


def working_days(calendar: Calendar, first: date, last: date) -> list[date]:
    """The working days from the first through the last."""
    return [day for day in days(first, last) if calendar.is_working(day)]


def working_days_after(calendar: Calendar, day: date, until: date) -> int:
    """How many working days lie after a day, through another: how late what was due on `day` is."""
    return len(working_days(calendar, day + ONE, until))


def next_working_day(calendar: Calendar, day: date) -> date:
    """The day itself when it is worked, else the first after it. Raises Refused (BASE_NO_WORKING_DAY)."""
    return _nearest(calendar, day, ONE)


def previous_working_day(calendar: Calendar, day: date) -> date:
    """The day itself when it is worked, else the last before it. Raises Refused (BASE_NO_WORKING_DAY)."""
    return _nearest(calendar, day, -ONE)


def add_working_days(calendar: Calendar, day: date, count: int) -> date:
    """The working day so many after (negative: before) a day; 0 is the day itself, worked or not."""
    step = ONE if count > 0 else -ONE
    for _number in range(abs(count)):
        day = _nearest(calendar, day + step, step)
    return day


def shifted(calendar: Calendar, day: date, rule: Shift) -> date:
    """A date that may fall on a day off, moved by a rule."""
    if rule == "none":
        return day
    forward = rule in ("following", "modified_following")
    moved = _nearest(calendar, day, ONE if forward else -ONE)
    if rule.startswith("modified") and (moved.year, moved.month) != (day.year, day.month):
        return _nearest(calendar, day, -ONE if forward else ONE)
    return moved


def _nearest(calendar: Calendar, day: date, step: timedelta) -> date:
    for _number in range(FURTHEST):
        if calendar.is_working(day):
            return day
        day += step
    raise Refused(
        "BASE_NO_WORKING_DAY", _("The calendar {name} has no working day then. Give it hours.").fill(name=calendar.name)
    )
