"""Which part of a month is paid: first and last day of employment both count, unpaid days are taken off."""

import calendar
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from dapur_base.rules.spans import DAY, Span

Basis = Literal["calendar_days", "working_days", "working_days_off_holidays", "fixed_days"]
"""calendar_days: of the month. working_days: of the workweek, holidays count as worked. working_days_off_holidays: without
them. fixed_days: a full month is so many; a part of it is its calendar days, at most as many."""


@dataclass(frozen=True)
class Month:
    """A month with its working days: `week` are the days of the workweek, `holidays` those off among all days."""

    first: date
    week: frozenset[date]
    holidays: frozenset[date]

    @property
    def last(self) -> date:
        """Its last day."""
        return self.first.replace(day=calendar.monthrange(self.first.year, self.first.month)[1])

    @property
    def days(self) -> list[date]:
        """All its days."""
        return days_of(Span(self.first, self.last))


@dataclass(frozen=True)
class Proration:
    """A basis; `fixed`: days of a full month where it is fixed_days."""

    basis: Basis = "calendar_days"
    fixed: int = 30

    def counts(self, month: Month, day: date) -> bool:
        """Whether a day of the month is one that is paid."""
        if self.basis == "working_days":
            return day in month.week
        if self.basis == "working_days_off_holidays":
            return day in month.week and day not in month.holidays
        return True

    def period(self, month: Month) -> int:
        """Days of the whole month."""
        if self.basis == "fixed_days":
            return self.fixed
        return sum(self.counts(month, day) for day in month.days)

    def stretches(self, month: Month, spans: Sequence[Span], unpaid: Mapping[date, Fraction]) -> list[Fraction]:
        """Paid days of each stretch of an employed time that has no gaps. Fixed days: the last stretch takes the rest."""
        worked = [Fraction(sum(self.counts(month, day) for day in days_of(span))) for span in spans]
        if self.basis == "fixed_days" and worked:
            whole = sum(worked) == len(month.days)
            total = Fraction(self.fixed) if whole else min(sum(worked, Fraction(0)), Fraction(self.fixed))
            worked[-1] = max(total - sum(worked[:-1], Fraction(0)), Fraction(0))
        missed = [self.missed(month, span, unpaid) for span in spans]
        return [max(days - lost, Fraction(0)) for days, lost in zip(worked, missed, strict=True)]

    def missed(self, month: Month, span: Span, unpaid: Mapping[date, Fraction]) -> Fraction:
        """Unpaid days within a span, as far as they would be paid otherwise."""
        return sum((unpaid[day] for day in days_of(span) if day in unpaid and self.counts(month, day)), Fraction(0))


def days_of(span: Span) -> list[date]:
    """Each day of a span that ends."""
    assert span.last is not None
    return [span.first + n * DAY for n in range((span.last - span.first).days + 1)]


def employed_in(month: Month, first_day: date, last_day: date | None) -> Span | None:
    """The days of an employment that lie in a month, or None."""
    first, last = max(month.first, first_day), min(month.last, last_day or month.last)
    return Span(first, last) if first <= last else None


def cut(span: Span, starts: Sequence[date]) -> list[Span]:
    """A span cut before each of these days that lie inside it."""
    assert span.last is not None
    inside = sorted({day for day in starts if span.first < day <= span.last})
    firsts = [span.first, *inside]
    lasts = [*(day - DAY for day in inside), span.last]
    return [Span(first, last) for first, last in zip(firsts, lasts, strict=True)]
