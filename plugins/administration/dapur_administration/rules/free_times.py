"""When something is free: the gaps between what is held, and those that lie nearest to a wish."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

Span = tuple[datetime, datetime]


def gaps(opens: datetime, closes: datetime, held: Iterable[Span]) -> list[Span]:
    """The free spans from opening to closing; what is held may overlap and stand in any order."""
    found, at = [], opens
    for start, end in sorted(held):
        if start > at:
            found.append((at, min(start, closes)))
        at = max(at, end)
        if at >= closes:
            break
    if at < closes:
        found.append((at, closes))
    return [(start, end) for start, end in found if start < end]


def nearest(free: Sequence[Span], wish: datetime, length: timedelta, after: timedelta, count: int) -> list[Span]:
    """Times of this length within the free spans, the nearest to the wish first; `after`: what must stay free behind each.

    Of one free span at most two: as near to the wish as it allows, and the one right behind that.
    """
    found: set[Span] = set()
    for start, end in free:
        last = end - length - after
        if last < start:
            continue
        best = min(max(wish, start), last)
        found.add((best, best + length))
        if best + 2 * length + 2 * after <= end:
            found.add((best + length + after, best + 2 * length + after))
    return sorted(found, key=lambda span: (abs(span[0] - wish), span[0]))[:count]
