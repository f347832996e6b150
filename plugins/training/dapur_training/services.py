"""What training answers to other departments."""

from dataclasses import dataclass
from datetime import date

from dapur.contract import Service
from dapur.services.training import ControlCoverage, TrainingCoverage
from dapur_base.reading import Source
from dapur_training.coverage import coverage_on, may_work
from dapur_training.person_steps import PERSON_STEPS


@dataclass(frozen=True)
class Coverage:
    """Reads it in the caller's transaction."""

    source: Source

    async def lacking(self, party: int, day: date) -> list[str]:
        """Courses of which somebody lacks a certificate."""
        return await may_work(self.source, party, day)

    async def of_controls(self, day: date) -> list[ControlCoverage]:
        """Duties that name a control."""
        found = await coverage_on(self.source, day, 0)
        return [ControlCoverage(d.control, d.course_code, d.bound, d.covered) for d in found if d.control]


SERVICES = (Service(TrainingCoverage, Coverage, readable=True), PERSON_STEPS)
