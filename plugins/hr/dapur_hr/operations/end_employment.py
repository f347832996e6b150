"""An employment ends; other departments may hold it while something is open."""

from datetime import date
from typing import Annotated

from pydantic import StringConstraints

from dapur.contract import Form, Refused, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur.services.workforce import EmploymentEnded, EmploymentEnding
from dapur_base.operations.assign_person import CONFLICTS, AssignPerson, assign_person
from dapur_base.operations.end_assignment import EndAssignment, end_assignment
from dapur_base.organisation import assignment_of
from dapur_base.rules.spans import DAY
from dapur_hr.operations.decide_leave import cancel
from dapur_hr.operations.employments import employment_on, last_employment
from dapur_hr.operations.leave_of import locked_request
from dapur_hr.queries.words import END_REASONS


class EndEmployment(Form):
    """Whose employment ends, on which last day, and why."""

    employee: Annotated[int, Shown(_("Employee"), reference="hr.employees")]
    last_day: Annotated[date, Shown(_("Last day"), hint=_("The last day of work; it still counts"))]
    reason: Annotated[str, StringConstraints(min_length=1, max_length=60), Shown(_("Reason"), kind="choice", choices=END_REASONS)]
    note: Annotated[str, StringConstraints(max_length=1000), Shown(_("Note"), kind="note")] = ""


class EmploymentChanged(Result):
    """The employment."""

    id: int
    employment: int
    last_day: date | None


@operation(
    "hr.end_employment",
    title=_("End employment"),
    permission="hr.employee.manage",
    audit_verb=_("ended the employment"),
    conflicts=CONFLICTS,
    danger=True,
)
async def end_employment(work: Work, form: EndEmployment) -> EmploymentChanged:
    """Set the last day of work. Leave that lies after it is cancelled; open things of other departments hold it."""
    if form.reason not in {choice.value for choice in END_REASONS}:
        raise Refused("HR_REASON_UNKNOWN", _("Choose a reason from the list."), field="reason")
    employment = await employment_on(work, form.employee, form.last_day)
    if employment["last_day"] is not None:
        raise Refused(
            "HR_ENDED_ALREADY",
            _("This employment ends on {day} already. Take the end back first.").fill(day=employment["last_day"]),
            field="last_day",
        )
    await _end_leave(work, employment["id"], form.last_day)
    await work.run(
        "update hr.employment set last_day = %s, end_reason = %s, end_note = %s, version = version + 1"
        " where company_id = %s and id = %s",
        *(form.last_day, form.reason, form.note, work.scope.company, employment["id"]),
    )
    await _end_places(work, employment["party_id"], form.last_day)
    told = (form.employee, employment["id"], employment["party_id"], form.last_day, form.reason)
    work.emit(EmploymentEnding(*told))
    work.emit(EmploymentEnded(*told))
    return EmploymentChanged(id=form.employee, employment=employment["id"], last_day=form.last_day)


async def _end_leave(work: Work, employment: int, last: date) -> None:
    """Cancel leave that begins after the last day. Raises Refused for leave that goes beyond it."""
    rows = await work.rows(
        "select id, first_day, last_day from hr.leave_request where company_id = %s and employment_id = %s and last_day > %s"
        " and state in ('waiting', 'approved') order by first_day",
        *(work.scope.company, employment, last),
    )
    for row in rows:
        if row["first_day"] <= last:
            text = _("Leave from {first} through {last} goes beyond this day. Cancel it first, or choose a later day.")
            raise Refused("HR_LEAVE_BEYOND", text.fill(first=row["first_day"], last=row["last_day"]), field="last_day")
        await cancel(work, await locked_request(work, row["id"]))


async def _end_places(work: Work, party: int, last: date) -> None:
    """Whoever leaves holds no position from the day after on; the organisation shows a vacancy."""
    rows = await work.rows(
        "select id from base.assignment where company_id = %s and party_id = %s and known_to is null and (to_day is null or to_day > %s)",
        *(work.scope.company, party, last),
    )
    for row in rows:
        await end_assignment.run(work, EndAssignment(id=row["id"], last_day=last))


class TakeEndBack(Form):
    """Whose employment goes on after all."""

    employee: Annotated[int, Shown(_("Employee"), reference="hr.employees")]


@operation("hr.take_end_back", title=_("Take the end back"), permission="hr.employee.manage", audit_verb=_("took the end back"))
async def take_end_back(work: Work, form: TakeEndBack) -> EmploymentChanged:
    """Let an employment go on whose last day has not passed."""
    employment = await last_employment(work, form.employee)
    if employment["last_day"] is None:
        raise Refused("HR_NOT_ENDED", _("This employment has no last day."), field="employee")
    if employment["last_day"] < work.today:
        raise Refused("HR_LEFT_ALREADY", _("The last day has passed. Hire the employee again instead."), field="employee")
    place = await assignment_of(work, employment["party_id"], employment["last_day"])
    if place is not None:
        first = employment["last_day"] + DAY
        again = AssignPerson(party=place.party, position=place.position, unit=place.unit, manager=place.manager, from_day=first)
        await assign_person.run(work, again)
    await work.run(
        "update hr.employment set last_day = null, end_reason = null, end_note = '', version = version + 1"
        " where company_id = %s and id = %s",
        *(work.scope.company, employment["id"]),
    )
    return EmploymentChanged(id=form.employee, employment=employment["id"], last_day=None)
