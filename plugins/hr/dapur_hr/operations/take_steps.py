"""What waits of the checklist is tried again."""

from typing import Annotated

from dapur.contract import Form, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_hr.operations.employments import known_employee
from dapur_hr.person_steps import take_waiting


class TakeSteps(Form):
    """For whom."""

    employee: Annotated[int, Shown(_("Employee"), reference="hr.employees")]


class StepsTaken(Result):
    """How many were taken now."""

    id: int
    taken: int


@operation(
    "hr.take_steps", title=_("Try what waits again"), permission="hr.employee.manage", audit_verb=_("tried what waits again")
)
async def take_steps(work: Work, form: TakeSteps) -> StepsTaken:
    """Have the waiting steps of an employee's checklist taken, once what was wrong is mended."""
    await known_employee(work, form.employee)
    rows = await work.rows(
        "select id from hr.employment where company_id = %s and employee_id = %s", work.scope.company, form.employee
    )
    return StepsTaken(id=form.employee, taken=await take_waiting(work, [row["id"] for row in rows]))
