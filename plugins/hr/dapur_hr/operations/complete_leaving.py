"""A leaving is completed: nothing of the company's is with the person any more, or somebody answers for it."""

from collections.abc import Sequence
from typing import Annotated, Any

from pydantic import StringConstraints

from dapur.contract import Form, Refused, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur.services.held import HeldThing
from dapur_hr.held import held_by
from dapur_hr.operations.employments import last_employment

EMPLOYEE = Annotated[int, Shown(_("Employee"), reference="hr.employees")]
CONFLICTS = {"leaving_key": ("employee", "HR_LEAVING_COMPLETED", _("The leaving is completed already."))}


class CompleteLeaving(Form):
    """Whose leaving is completed."""

    employee: EMPLOYEE


class LeavingCompleted(Result):
    """The employee; what was still held."""

    id: int
    held: list[str] = []


@operation(
    "hr.complete_leaving",
    title=_("Complete leaving"),
    permission="hr.employee.manage",
    audit_verb=_("completed the leaving"),
    conflicts=CONFLICTS,
)
async def complete_leaving(work: Work, form: CompleteLeaving) -> LeavingCompleted:
    """Complete the leaving of somebody who gave everything back. Each department says what is still with them."""
    employment = await _leaver(work, form.employee)
    things = await _held(work, employment["party_id"])
    if things:
        items = [thing.code for thing in things]
        sentence = _("Still with this person: {items}. Have it given back first.").fill(items=", ".join(items))
        raise Refused("HR_STILL_HELD", sentence, items=items)
    _is_over(work, employment)
    return await _complete(work, form.employee, employment["id"], "", ())


class CompleteLeavingAnyway(Form):
    """Whose leaving is completed, and why although something is still with them."""

    employee: EMPLOYEE
    reason: Annotated[str, StringConstraints(min_length=1, max_length=1000), Shown(_("Reason"), kind="note")]


@operation(
    "hr.complete_leaving_anyway",
    title=_("Complete leaving anyway"),
    permission="hr.leaving.override",
    audit_verb=_("completed the leaving although something was still held"),
    conflicts=CONFLICTS,
    danger=True,
)
async def complete_leaving_anyway(work: Work, form: CompleteLeavingAnyway) -> LeavingCompleted:
    """Complete the leaving of somebody who still holds something. The reason and what it was stay on record."""
    employment = await _leaver(work, form.employee)
    _is_over(work, employment)
    things = await _held(work, employment["party_id"])
    return await _complete(work, form.employee, employment["id"], form.reason if things else "", things)


async def _held(work: Work, party: int) -> list[HeldThing]:
    user = await work.value("select user_id from base.party where company_id = %s and id = %s", work.scope.company, party)
    return await held_by(work, party, user)


async def _leaver(work: Work, employee: int) -> dict[str, Any]:
    employment = await last_employment(work, employee)
    if employment["last_day"] is None:
        raise Refused("HR_NOT_ENDED", _("This employment has no last day."), field="employee")
    return employment


def _is_over(work: Work, employment: dict[str, Any]) -> None:
    if employment["last_day"] > work.today:
        sentence = _("The last day of work is {day}. Complete the leaving then.").fill(day=employment["last_day"])
        raise Refused("HR_LEAVING_EARLY", sentence, field="employee")


async def _complete(work: Work, employee: int, employment: int, reason: str, held: Sequence[HeldThing]) -> LeavingCompleted:
    codes = [thing.code for thing in held]
    await work.run(
        "insert into hr.leaving (company_id, employment_id, completed_at, completed_by, reason, held) values (%s, %s, %s, %s, %s, %s)",
        *(work.scope.company, employment, work.now, work.actor, reason, codes),
    )
    return LeavingCompleted(id=employee, held=codes)
