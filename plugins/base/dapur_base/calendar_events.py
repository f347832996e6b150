"""What happened to working calendars, for departments whose due moments depend on them."""

from dataclasses import dataclass
from datetime import date

from dapur.contract import Event


@dataclass(frozen=True)
class CalendarChanged(Event):
    """A working calendar is another from a day on (None: all its days): due moments that are still open may move."""

    calendar: int
    day: date | None = None

    name = "base.calendar_changed"
