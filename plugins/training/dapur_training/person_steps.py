"""A step of a checklist for somebody who joins or leaves, taken as an enrolment."""

from dataclasses import dataclass

from dapur.contract import Refused, Service, _
from dapur.operations.work import Work
from dapur.services.person_steps import PersonStep, StepTaken, StepTaker, StepWay
from dapur_training.operations.enrol import enrol
from dapur_training.words import chosen


@dataclass(frozen=True)
class CourseSteps:
    """Fulfils `StepTaker`. The subject is the code of a course."""

    work: Work
    way: StepWay = "course"

    async def check(self, subject: str) -> None:
        """Raise Refused for a course that nobody made."""
        await self._course(subject)

    async def take(self, step: PersonStep) -> StepTaken:
        """Enrol the person, due on the step's day; who is enrolled already stays so."""
        number, name = await self._course(step.subject)
        await enrol(self.work, step.party, number, "rule", step.due)
        return StepTaken(name, f"training/catalogue/{number}")

    async def _course(self, code: str) -> tuple[int, str]:
        found = await self.work.row(
            "select id, title_id, title_en from training.course where company_id = %s and code = %s",
            self.work.scope.company,
            code,
        )
        if found is None:
            sentence = _("There is no course {code}. Write the code of one.").fill(code=code)
            raise Refused("TRAINING_COURSE_UNKNOWN", sentence, field="subject")
        return found["id"], chosen(found["title_id"], found["title_en"], self.work.company.language)


PERSON_STEPS = Service(StepTaker, CourseSteps)
