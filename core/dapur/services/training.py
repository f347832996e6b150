"""Who is trained for what on a day: what training tells rosters, access and controls.

    training = work.find(TrainingCoverage)
    if training is not None and (lacking := await training.lacking(driver, day)):
        raise Refused(…)

Offered as a readable service; `find` gives None while training is off.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol


@dataclass(frozen=True, slots=True)
class ControlCoverage:
    """How a duty for a control stands on a day: how many people it binds, and how many hold what it asks for."""

    control: str
    course_code: str
    bound: int
    covered: int


class TrainingCoverage(Protocol):
    """Duties and certificates, on any past or future day by what is known now."""

    async def lacking(self, party: int, day: date) -> Sequence[str]:
        """Codes of courses that the person's duties ask for and of which no certificate counts on the day; empty: none."""
        ...

    async def of_controls(self, day: date) -> Sequence[ControlCoverage]:
        """Coverage of every duty that names a control."""
        ...
