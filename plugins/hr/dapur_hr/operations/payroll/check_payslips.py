"""Somebody looks at what differs from the month before, and says so."""

from typing import Annotated

from pydantic import Field, StringConstraints

from dapur.contract import Form, NotFound, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_hr.operations.payroll.runs import locked_run, settle


class CheckPayslips(Form):
    """Which slips of a payroll were looked at, and what there is to say."""

    payroll: Annotated[int, Shown(_("Payroll"), kind="hidden")]
    payslips: Annotated[list[int], Field(min_length=1, max_length=10_000), Shown(_("Payslips"), kind="choices")]
    note: Annotated[str, StringConstraints(max_length=500), Shown(_("Note"), kind="note")] = ""


class PayslipsChecked(Result):
    """How many, and how the payroll stands now."""

    checked: int
    state: str


@operation("hr.check_payslips", title=_("Mark as checked"), permission="hr.payroll.run", audit_verb=_("checked payslips"))
async def check_payslips(work: Work, form: CheckPayslips) -> PayslipsChecked:
    """Mark slips as looked at, each for the net pay it shows now: another amount has to be looked at again."""
    run = await locked_run(work, form.payroll)
    rows = await work.rows(
        "insert into hr.payslip_check (company_id, run_id, employment_id, net, note, checked_by, checked_at)"
        " select company_id, run_id, employment_id, net, %s, %s, %s from hr.payslip"
        " where company_id = %s and run_id = %s and id = any (%s)"
        " on conflict (company_id, run_id, employment_id) do update set net = excluded.net, checked_by = excluded.checked_by,"
        " checked_at = excluded.checked_at, note = coalesce(nullif(excluded.note, ''), payslip_check.note) returning id",
        *(form.note, work.actor, work.now, work.scope.company, run.id, sorted(set(form.payslips))),
    )
    if not rows:
        raise NotFound(field="payslips")
    return PayslipsChecked(checked=len(rows), state=await settle(work, run.id))
