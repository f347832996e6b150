"""When a task is late, when it is reminded of, and when somebody else hears of it. Counted in working days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from dapur_base.rules.calendar import Calendar
from dapur_base.rules.working_days import add_working_days, working_days_after

Kind = Literal["before", "after", "escalated"]


@dataclass(frozen=True, slots=True)
class Reminder:
    """days: working days before or after the due date."""

    day: date
    kind: Kind
    days: int


@dataclass(frozen=True, slots=True)
class Lateness:
    """How late something is on a day. Both are 0 when it is not overdue."""

    working_days: int
    calendar_days: int

    @property
    def overdue(self) -> bool:
        """The due date is over."""
        return self.calendar_days > 0


def lateness(calendar: Calendar, due: date, on: date) -> Lateness:
    """What is due on a day may be done until its end."""
    if on <= due:
        return Lateness(0, 0)
    return Lateness(working_days_after(calendar, due, on), (on - due).days)


def reminders(
    calendar: Calendar, due: date, before: Sequence[int], after: Sequence[int], escalate_after: int | None = None
) -> list[Reminder]:
    """The dates of a task's reminders in order; the escalation last of those on one day."""
    found = [Reminder(add_working_days(calendar, due, -days), "before", days) for days in before]
    found += [Reminder(add_working_days(calendar, due, days), "after", days) for days in after]
    if escalate_after is not None:
        found.append(Reminder(add_working_days(calendar, due, escalate_after), "escalated", escalate_after))
    return sorted(found, key=lambda reminder: (reminder.day, reminder.kind == "escalated", reminder.days))
