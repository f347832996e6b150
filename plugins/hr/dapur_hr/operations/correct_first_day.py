"""The first day of work was written down wrong."""

from datetime import date
from typing import Annotated, Any

from dapur.contract import Form, Refused, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_base.operations.assign_person import CONFLICTS, AssignPerson, assign_person
from dapur_base.organisation import assignment_of
from dapur_base.rules.spans import DAY, Span
from dapur_hr import facts
from dapur_hr.operations.employments import last_employment
from dapur_hr.operations.hire_employee import OVERLAP


class CorrectFirstDay(Form):
    """Whose latest employment began on which day in truth."""

    employee: Annotated[int, Shown(_("Employee"), reference="hr.employees")]
    first_day: Annotated[date, Shown(_("First day"))]


class FirstDayCorrected(Result):
    """The employment."""

    employee: int
    employment: int


@operation(
    "hr.correct_first_day",
    title=_("Correct first day"),
    permission="hr.employee.manage",
    sensitive=True,
    audit_verb=_("corrected the first day"),
    conflicts={"employment_overlap": OVERLAP, **CONFLICTS},
)
async def correct_first_day(work: Work, form: CorrectFirstDay) -> FirstDayCorrected:
    """Correct the first day; contract, pay and position that began with it begin with the right day. What was known stays known."""
    employment = await last_employment(work, form.employee)
    await _check(work, employment, form.first_day)
    before = employment["first_day"]
    await work.run(
        "update hr.employment set first_day = %s, version = version + 1 where company_id = %s and id = %s",
        *(form.first_day, work.scope.company, employment["id"]),
    )
    await work.run(
        "update hr.contract set first_day = %s, version = version + 1 where company_id = %s and employment_id = %s and first_day = %s",
        *(form.first_day, work.scope.company, employment["id"], before),
    )
    await _move_pay(work, employment["id"], before, form.first_day)
    if form.first_day < before:
        await _reach_back(work, employment["party_id"], before, form.first_day)
    return FirstDayCorrected(employee=form.employee, employment=employment["id"])


async def _check(work: Work, employment: dict[str, Any], first: date) -> None:
    if employment["last_day"] is not None and first > employment["last_day"]:
        raise Refused("HR_DAYS_REVERSED", _("The last day lies before the first. Correct one of them."), field="first_day")
    ends = await work.value(
        "select min(coalesce(last_day, 'infinity')) < %s from hr.contract where company_id = %s and employment_id = %s",
        *(first, work.scope.company, employment["id"]),
    )
    taken = await work.value(
        "select min(first_day) from hr.leave_request where company_id = %s and employment_id = %s and state in ('waiting', 'approved')",
        *(work.scope.company, employment["id"]),
    )
    if ends or (taken is not None and taken < first):
        text = _("A contract ended or leave began before this day. Choose an earlier one.")
        raise Refused("HR_FIRST_DAY_LATE", text, field="first_day")


async def _move_pay(work: Work, employment: int, before: date, first: date) -> None:
    """What began on the old day begins on the new one."""
    rows = await work.rows(
        "select component_id, amount, reason from hr.pay_fact where company_id = %s and employment_id = %s and known_to is null"
        " and from_day = %s",
        *(work.scope.company, employment, before),
    )
    span = Span(first, before - DAY) if first < before else Span(before, first - DAY)
    for row in rows if first != before else ():
        says = (row["amount"], row["reason"]) if first < before else None
        await facts.note_fact(work, facts.PAY, (employment, row["component_id"]), says, span)


async def _reach_back(work: Work, party: int, before: date, first: date) -> None:
    """The first position is held from the right day on."""
    place = await assignment_of(work, party, before)
    if place is None or await assignment_of(work, party, first) is not None:
        return
    await assign_person.run(
        work,
        AssignPerson(
            party=party, position=place.position, unit=place.unit, manager=place.manager, from_day=first, to_day=before - DAY
        ),
    )
