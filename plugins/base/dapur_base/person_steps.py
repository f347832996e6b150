"""A step of a checklist for somebody who joins or leaves, taken as a task."""

from dataclasses import dataclass

from dapur.contract import Refused, Service, _
from dapur.operations.work import Work
from dapur.services.person_steps import PersonStep, StepTaken, StepTaker, StepWay
from dapur_base.tasks import give_task


@dataclass(frozen=True)
class TaskSteps:
    """Fulfils `StepTaker`: a task for the owner about the person."""

    work: Work
    way: StepWay = "task"

    async def check(self, subject: str) -> None:
        """A task needs nothing besides its title."""
        if subject:
            raise Refused("BASE_STEP_SUBJECT", _("A task needs no subject. Leave it empty."), field="subject")

    async def take(self, step: PersonStep) -> StepTaken:
        """Give the task; without an owner to whom the deed that it follows belongs."""
        owner = step.owner or self.work.actor
        task = await give_task(self.work, step.what, owner, title=step.person, address=step.address, due=step.due)
        return StepTaken(step.what, f"base/tasks/{task}")


PERSON_STEPS = Service(StepTaker, TaskSteps)
