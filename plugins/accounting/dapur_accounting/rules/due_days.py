"""When a document is to be paid: instalments by terms."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from dapur_accounting.rules.apportion import spread


@dataclass(frozen=True)
class TermsPart:
    """A part of the total in percent, due so many days after the document's date or after the end of its month."""

    percent: Decimal
    days: int
    after_month_end: bool = False


@dataclass(frozen=True)
class Instalment:
    """What is to be paid by a day."""

    due: date
    amount: Decimal


def instalments(total: Decimal, day: date, parts: Sequence[TermsPart], places: int) -> list[Instalment]:
    """The total cut by terms; the parts add up to it. Nothing is due of a document over nothing."""
    if not total:
        return []
    whole = sum((Fraction(part.percent) for part in parts), Fraction(0))
    amounts = spread(total, [Fraction(total) * Fraction(part.percent) / whole for part in parts], places)
    return [Instalment(due_day(day, part), amount) for part, amount in zip(parts, amounts, strict=True) if amount]


def due_day(day: date, part: TermsPart) -> date:
    """The last day on which the part is paid in time."""
    start = day.replace(day=monthrange(day.year, day.month)[1]) if part.after_month_end else day
    return start + timedelta(days=part.days)
