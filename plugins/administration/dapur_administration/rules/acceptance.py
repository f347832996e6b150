"""Whether somebody took a risk upon the company: for a time, and no higher than it was then."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

Standing = Literal["within", "accepted", "above"]


@dataclass(frozen=True, slots=True)
class Acceptance:
    """At which score, from when through when, by whom."""

    score: int
    from_day: date
    valid_through: date
    by: str = ""


def in_force(acceptances: Sequence[Acceptance], day: date) -> Acceptance | None:
    """The newest that counts on a day; they come in the order in which they were given."""
    known = [one for one in acceptances if one.from_day <= day]
    return known[-1] if known and day <= known[-1].valid_through else None


def standing(score: int, appetite: int, accepted: Acceptance | None) -> Standing:
    """Within the appetite, accepted at this score or a higher one, or above what is accepted."""
    if score <= appetite:
        return "within"
    return "accepted" if accepted is not None and score <= accepted.score else "above"
