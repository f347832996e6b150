"""What a rule gives to whom, when: pure, so that any year can be replayed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from dapur_hr.rules.months import month_end, months_later, whole_months

Way = Literal["monthly", "yearly", "service_year"]


@dataclass(frozen=True)
class LeaveRule:
    """How a balance comes. See the table hr.leave_rule; `days` are those of a month or of a year."""

    way: Way
    days: Decimal
    from_day: date
    to_day: date | None = None
    start_month: int = 1
    after_months: int = 0
    first_part: bool = True
    round_to: Decimal = Decimal("0.5")
    carry_most: Decimal | None = None
    carry_months: int | None = None


@dataclass(frozen=True)
class Grant:
    """Days that come on a day. period: names what is given once. begins_year: what is left of before is carried first."""

    day: date
    days: Decimal
    period: str
    begins_year: bool = False


def grants(rule: LeaveRule, hired: date, left: date | None, through: date) -> Iterator[Grant]:
    """All that the rule gives to somebody employed in these days, through a day, in order."""
    last = min(day for day in (through, left, rule.to_day) if day is not None)
    given = _monthly(rule, hired, left, last) if rule.way == "monthly" else _yearly(rule, hired, last)
    return (grant for grant in given if grant.days > 0)


def _monthly(rule: LeaveRule, hired: date, left: date | None, last: date) -> Iterator[Grant]:
    begins = max(hired, rule.from_day)
    month = begins.replace(day=1)
    while month_end(month) <= last or (left is not None and left == last and month <= last):
        end = min(month_end(month), left or date.max)
        if whole_months(hired, end + timedelta(days=1)) >= rule.after_months:
            worked = (end - max(begins, month)).days + 1
            share = Decimal(worked) / month_end(month).day if rule.first_part else Decimal(1)
            yield Grant(end, rounded(rule.days * share, rule.round_to), f"{month:%Y-%m}")
        month = months_later(month, 1)


def _yearly(rule: LeaveRule, hired: date, last: date) -> Iterator[Grant]:
    for day, whole in _year_starts(rule, hired, last):
        if day < rule.from_day or whole_months(hired, day) < rule.after_months:
            continue
        if whole:
            yield Grant(day, rule.days, f"{day:%Y-%m}", begins_year=True)
        elif rule.first_part:
            following = _next_start(rule, day)
            share = Decimal((following - day).days) / (following - months_later(following, -12)).days
            yield Grant(day, rounded(rule.days * share, rule.round_to), f"{day:%Y-%m}")


def _year_starts(rule: LeaveRule, hired: date, last: date) -> Iterator[tuple[date, bool]]:
    """Days on which a year of leave begins, and whether it is a whole one."""
    if rule.way == "service_year":
        months = 0
        while (day := months_later(hired, months)) <= last:
            yield day, True
            months += 12
        return
    day = hired
    if (hired.month, hired.day) != (rule.start_month, 1):
        if hired <= last:
            yield hired, False
        day = _next_start(rule, hired)
    while day <= last:
        yield day, True
        day = months_later(day, 12)


def _next_start(rule: LeaveRule, day: date) -> date:
    start = date(day.year, rule.start_month, 1)
    return start if start > day else date(day.year + 1, rule.start_month, 1)


def rounded(days: Decimal, step: Decimal) -> Decimal:
    """To the nearest step, half up."""
    return (days / step).quantize(Decimal(1), ROUND_HALF_UP) * step
