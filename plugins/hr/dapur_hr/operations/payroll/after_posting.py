"""What happens to a posted payroll: slips are released, the entry is booked later, the whole is taken back."""

from datetime import date
from typing import Annotated

from dapur.contract import Form, Refused, Result, Shown, _, operation
from dapur.language.dates import MonthOf
from dapur.operations.work import Work
from dapur.services.ledger import LedgerPosting
from dapur_hr.operations.payroll.calculate_payroll import OnePayroll
from dapur_hr.operations.payroll.post_payroll import book
from dapur_hr.operations.payroll.runs import Run, locked_run


class PayrollChanged(Result):
    """The payroll."""

    id: int
    state: str


@operation(
    "hr.release_payslips", title=_("Release payslips"), permission="hr.payroll.post", audit_verb=_("released the payslips")
)
async def release_payslips(work: Work, form: OnePayroll) -> PayrollChanged:
    """Let everybody see their own slip of a posted payroll."""
    run = await locked_run(work, form.id, unposted=False)
    if run.state != "posted":
        raise Refused("HR_PAYROLL_NOT_POSTED", _("Post the payroll first: slips are released as they are paid."), field="id")
    await work.run(
        "update hr.payroll_run set released_at = coalesce(released_at, %s), version = version + 1"
        " where company_id = %s and id = %s",
        *(work.now, work.scope.company, run.id),
    )
    return PayrollChanged(id=run.id, state=run.state)


class ReversePayroll(Form):
    """Which payroll is taken back, on which day."""

    id: Annotated[int, Shown(_("Payroll"), kind="hidden")]
    day: Annotated[date | None, Shown(_("Reversed on"), hint=_("Empty: today"))] = None


@operation(
    "hr.reverse_payroll",
    title=_("Reverse payroll"),
    permission="hr.payroll.post",
    audit_verb=_("reversed the payroll"),
    danger=True,
)
async def reverse_payroll(work: Work, form: ReversePayroll) -> PayrollChanged:
    """Take a posted payroll back with its entry. Its slips stay to be seen; the month can be run again."""
    run = await locked_run(work, form.id, unposted=False)
    if run.state != "posted":
        raise Refused("HR_PAYROLL_NOT_POSTED", _("Only a posted payroll can be reversed."), field="id")
    await _refuse_if_followed(work, run)
    day = form.day or work.today
    reversal = await _reverse_entry(work, run, day)
    await work.run(
        "update hr.payroll_run set state = 'reversed', reversed_on = %s, reversal_id = %s, version = version + 1"
        " where company_id = %s and id = %s",
        *(day, reversal, work.scope.company, run.id),
    )
    return PayrollChanged(id=run.id, state="reversed")


async def _reverse_entry(work: Work, run: Run, day: date) -> int | None:
    if run.entry_id is None:
        return None
    ledger = work.find(LedgerPosting)
    if ledger is None:
        words = _("Its entry stands in accounting, which is switched off. Switch it on first.")
        raise Refused("HR_LEDGER_OFF", words, field="id")
    return (await ledger.reverse(run.entry_id, day)).id


async def _refuse_if_followed(work: Work, run: Run) -> None:
    """Later months build on this one's figures of the year."""
    later = await work.value(
        "select max(month) from hr.payroll_run where company_id = %s and month > %s and state <> 'reversed'",
        *(work.scope.company, run.month),
    )
    if later is not None:
        words = _("The payroll of {month} builds on this one. Reverse that one first.")
        raise Refused("HR_PAYROLL_FOLLOWED", words.fill(month=MonthOf(later)), field="id")


class BookWaitingPayrolls(Form):
    """All that wait."""


class WaitingBooked(Result):
    """How many were booked."""

    booked: int


@operation(
    "hr.book_waiting_payrolls",
    title=_("Book payrolls that wait"),
    permission="hr.payroll.post",
    audit_verb=_("booked payrolls that waited"),
)
async def book_waiting_payrolls(work: Work, form: BookWaitingPayrolls) -> WaitingBooked:
    """Book what was posted while there was no ledger. Each payroll is booked once."""
    if work.find(LedgerPosting) is None:
        return WaitingBooked(booked=0)
    rows = await work.rows(
        "select id from hr.payroll_run where company_id = %s and state = 'posted' and entry_id is null order by month",
        work.scope.company,
    )
    booked = 0
    for row in rows:
        run = await locked_run(work, row["id"], unposted=False)
        entry, _number = await book(work, run, run.posted_on or run.pay_day)
        booked += entry is not None
    return WaitingBooked(booked=booked)
