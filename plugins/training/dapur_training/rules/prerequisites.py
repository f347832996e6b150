"""What must be proven before a course: groups, all of which must hold; a group holds when enough of its courses do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Group:
    """At least `need` of these courses (by code)."""

    courses: tuple[str, ...]
    need: int = 1


@dataclass(frozen=True, slots=True)
class Proof:
    """A proven course. valid_through: the last day it counts, None without end."""

    valid_through: date | None

    def holds(self, day: date) -> bool:
        """On this day."""
        return self.valid_through is None or self.valid_through >= day


@dataclass(frozen=True, slots=True)
class Missing:
    """A group that does not hold. expired: its courses whose proof has ended by then, with their last day."""

    group: Group
    expired: tuple[tuple[str, date], ...] = ()


def missing(groups: Sequence[Group], proofs: Mapping[str, Proof], day: date) -> list[Missing]:
    """The groups that do not hold on a day, in order."""
    return [_missing(group, proofs, day) for group in groups if not _holds(group, proofs, day)]


def _holds(group: Group, proofs: Mapping[str, Proof], day: date) -> bool:
    return sum(course in proofs and proofs[course].holds(day) for course in group.courses) >= group.need


def _missing(group: Group, proofs: Mapping[str, Proof], day: date) -> Missing:
    ended = [
        (course, end)
        for course in group.courses
        if course in proofs and not proofs[course].holds(day) and (end := proofs[course].valid_through) is not None
    ]
    return Missing(group, tuple(ended))
