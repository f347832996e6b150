"""Spans of days, both ends counted; no last day means without end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """From the first day through the last one; None = without end."""

    first: date
    last: date | None = None

    def __contains__(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)

    def meets(self, other: "Span") -> bool:
        """Whether they share a day."""
        return (self.last is None or other.first <= self.last) and (other.last is None or self.first <= other.last)


def outside(span: Span, taken: Span) -> Sequence[Span]:
    """What is left of a span beside the days that are taken from it: nothing, one piece, or one on each side."""
    if not span.meets(taken):
        return (span,)
    left = []
    if span.first < taken.first:
        left.append(Span(span.first, taken.first - DAY))
    if taken.last is not None and (span.last is None or taken.last < span.last):
        left.append(Span(taken.last + DAY, span.last))
    return left
