"""From when a duty binds somebody, and until when it is due: derived from dated assignments, never stored."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """Days on which somebody is in the duty's scope; last None: without end."""

    first: date
    last: date | None


def joined(spans: Sequence[Span]) -> list[Span]:
    """Spans that touch or overlap as one, in order: a change of manager does not begin the duty anew."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda s: s.first):
        before = found[-1] if found else None
        if before is None or (before.last is not None and span.first > before.last + DAY):
            found.append(span)
        elif before.last is not None and (span.last is None or span.last > before.last):
            found[-1] = Span(before.first, span.last)
    return found


def due_day(spans: Sequence[Span], begins: date, within_days: int, day: date) -> date | None:
    """The day by which a duty must be fulfilled, for somebody whom it binds on `day`; None where it does not."""
    for span in joined(spans):
        if span.first <= day and (span.last is None or span.last >= day):
            return max(span.first, begins) + timedelta(days=within_days)
    return None


def dropped(spans: Sequence[Span], day: date) -> bool:
    """Whether it bound somebody before and does no longer."""
    return bool(spans) and due_day(spans, date.min, 0, day) is None and any(s.first <= day for s in spans)
