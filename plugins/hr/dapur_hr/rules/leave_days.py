"""Which days of a span are days of leave, and why the others are not."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from dapur.contract import Words, _
from dapur_base.calendars import Calendar, reason_off

Part = Literal["", "morning", "afternoon"]
HALF = Decimal("0.5")
ONE = Decimal(1)
REASONS: dict[str, Words] = {
    "weekend": _("weekend"),
    "joint_leave": _("joint leave"),
    "holiday": _("holiday"),
    "own": _("day off"),
}


@dataclass(frozen=True)
class CountedDay:
    """A day of the span: how much of it is leave, and why none of it is. name: of the holiday or the day off."""

    day: date
    days: Decimal
    off: str = ""
    name_id: str = ""
    name_en: str = ""


def counted_days(calendar: Calendar, first: date, last: date, part: Part, counted: str) -> list[CountedDay]:
    """Every day from the first through the last. counted: "calendar_days" counts days off as well."""
    whole = HALF if part else ONE
    span = (date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1))
    return [_counted(calendar, day, whole, counted) for day in span]


def _counted(calendar: Calendar, day: date, whole: Decimal, counted: str) -> CountedDay:
    off = None if counted == "calendar_days" else reason_off(calendar, day)
    if off is None:
        return CountedDay(day, whole)
    holiday = calendar.holiday_on(day)
    own = calendar.own_days.get(day)
    if off == "own" and own is not None:
        return CountedDay(day, Decimal(0), off, own.name, own.name)
    if off in ("holiday", "joint_leave") and holiday is not None:
        return CountedDay(day, Decimal(0), off, holiday.name_id, holiday.name_en)
    return CountedDay(day, Decimal(0), off)


def total(days: list[CountedDay]) -> Decimal:
    """Days of leave in all."""
    return sum((day.days for day in days), Decimal(0))
