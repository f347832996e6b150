"""Who works here, where, under whom, and who is away: what the department of people offers to the others.

    workforce = reader.find(Workforce)
    if workforce is not None:
        person = await workforce.person(employee, day)

`find` gives None while no plugin that keeps employments is on. Nothing here tells pay or why somebody is away.
A day is a date in the company's zone; facts are those valid on that day, as known now.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from dapur.contract import Event


@dataclass(frozen=True)
class PersonAtWork:
    """An employee on one day. `party`: number of the party of base; `user`: who signs in, if they do.

    unit, position, manager are None where nothing is noted for the day; `manager` is an employee's number (id).
    """

    employee: int
    number: str
    name: str
    party: int
    user: int | None
    employment: int
    first_day: date
    last_day: date | None
    unit: int | None = None
    unit_name: str = ""
    position: int | None = None
    position_title: str = ""
    manager: int | None = None


@dataclass(frozen=True)
class Absence:
    """Somebody is away from the first through the last day. `part`: "", "morning" or "afternoon" of a single day."""

    employee: int
    party: int
    name: str
    first_day: date
    last_day: date
    part: str = ""


class Workforce(Protocol):
    """People at work. Each answer reads at once for all that is asked, so that no list asks row by row."""

    async def person(self, employee: int, day: date) -> PersonAtWork | None:
        """The employee on this day, or None for somebody who is not employed then."""
        ...

    async def person_of_user(self, user: int, day: date) -> PersonAtWork | None:
        """The employee who signs in as this user, or None."""
        ...

    async def person_of_party(self, party: int, day: date) -> PersonAtWork | None:
        """The employee who is this party of base, or None."""
        ...

    async def people(self, day: date, unit: int | None = None) -> Sequence[PersonAtWork]:
        """Everybody employed on this day, by name; with `unit` only those in it or below it."""
        ...

    async def absences(self, first: date, last: date) -> Sequence[Absence]:
        """Approved leave that touches these days, by first day."""
        ...


@dataclass(frozen=True)
class EmploymentStarted(Event):
    """Somebody was hired. `day`: the first day of work, which may lie ahead."""

    name = "hr.employment_started"
    employee: int
    employment: int
    party: int
    day: date


@dataclass(frozen=True)
class AssignmentChanged(Event):
    """Somebody belongs to another unit, position or manager from this day on."""

    name = "hr.assignment_changed"
    employee: int
    employment: int
    party: int
    day: date


@dataclass(frozen=True)
class EmploymentEnding(Event):
    """Somebody is about to leave: a "before" handler may refuse while something of theirs is open (a laptop, an advance).

    None of Dapur's own departments does.
    """

    name = "hr.employment_ending"
    employee: int
    employment: int
    party: int
    last_day: date
    reason: str


@dataclass(frozen=True)
class EmploymentEnded(Event):
    """The last day of work is set; it may lie ahead."""

    name = "hr.employment_ended"
    employee: int
    employment: int
    party: int
    last_day: date
    reason: str


@dataclass(frozen=True)
class LeaveApproved(Event):
    """Somebody will be away. The kind of leave is not told: that is for the person, the approver and HR."""

    name = "hr.leave_approved"
    request: int
    employee: int
    party: int
    first_day: date
    last_day: date
