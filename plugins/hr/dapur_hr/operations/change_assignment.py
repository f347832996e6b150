"""Somebody belongs to another unit, position or manager from a day on."""

from datetime import date
from typing import Annotated

from pydantic import StringConstraints

from dapur.contract import Form, NotFound, Refused, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur.services.workforce import AssignmentChanged
from dapur_base.operations.assign_person import CONFLICTS, AssignPerson, assign_person
from dapur_base.organisation import everybody_below
from dapur_hr.operations.employments import employment_on


class ChangeAssignment(Form):
    """Where an employee belongs from a day on."""

    employee: Annotated[int, Shown(_("Employee"), reference="hr.employees")]
    from_day: Annotated[date, Shown(_("From"))]
    position: Annotated[int | None, Shown(_("Position"), reference="hr.positions")] = None
    unit: Annotated[int | None, Shown(_("Unit"), reference="hr.units", hint=_("Empty: the position's"))] = None
    manager: Annotated[int | None, Shown(_("Manager"), reference="hr.employees")] = None
    reason: Annotated[str, StringConstraints(max_length=500), Shown(_("Reason"))] = ""


class AssignmentIsChanged(Result):
    """Whose it was."""

    employee: int


@operation(
    "hr.change_assignment",
    title=_("Change position"),
    permission="hr.employee.manage",
    audit_verb=_("changed the position"),
    conflicts=CONFLICTS,
)
async def change_assignment(work: Work, form: ChangeAssignment) -> AssignmentIsChanged:
    """Promote, move or put under another manager from a day on; what was before stays on record."""
    employment = await employment_on(work, form.employee, form.from_day)
    await assign(work, employment["party_id"], form.from_day, form.position, form.unit, form.manager, form.reason)
    work.emit(AssignmentChanged(form.employee, employment["id"], employment["party_id"], form.from_day))
    return AssignmentIsChanged(employee=form.employee)


async def assign(
    work: Work, party: int, first: date, position: int | None, unit: int | None, manager: int | None, reason: str = ""
) -> None:
    """Note where a party belongs; the manager is an employee. Raises Refused for a circle of managers."""
    leader = await _manager(work, manager)
    if leader is not None and (leader == party or leader in await everybody_below(work, party, first)):
        raise Refused("HR_MANAGER_CIRCLE", _("This person is led by the employee. Choose somebody else."), field="manager")
    await assign_person.run(
        work, AssignPerson(party=party, position=position, unit=unit, manager=leader, from_day=first, reason=reason)
    )


async def _manager(work: Work, manager: int | None) -> int | None:
    if manager is None:
        return None
    party = await work.value("select party_id from hr.employee where company_id = %s and id = %s", work.scope.company, manager)
    if party is None:
        raise NotFound(field="manager")
    return int(party)
