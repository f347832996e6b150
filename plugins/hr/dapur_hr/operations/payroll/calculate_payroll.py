"""A month's payroll is computed: at once for a small company, in pieces that a job works through for a large one."""

from datetime import date
from typing import Annotated

from dapur.contract import Form, Refused, Result, Shown, _, operation
from dapur.jobs.enqueue import later
from dapur.operations.work import Work
from dapur_hr.operations.employments import known_employee
from dapur_hr.operations.payroll.rules_of_month import month_end, month_start
from dapur_hr.operations.payroll.runs import Run, locked_run, settle
from dapur_hr.operations.payroll.write_slips import write_slips

PIECE = 500
"""People computed in one transaction: a stop in between loses at most these."""

_EMPLOYED = """
    select m.id from hr.employment m
    where m.company_id = %s and m.first_day <= %s and (m.last_day is null or m.last_day >= %s)
"""
_NOT_DONE = (
    _EMPLOYED
    + """
      and not exists (select from hr.payslip s where s.company_id = m.company_id and s.run_id = %s and s.employment_id = m.id
                      and s.calculation = %s)
    order by m.id limit %s
"""
)


class StartPayroll(Form):
    """Which month, and when it is paid."""

    month: Annotated[date, Shown(_("Month"), hint=_("Any day of the month"))]
    pay_day: Annotated[date | None, Shown(_("Paid on"), hint=_("Empty: the last day of the month"))] = None


class PayrollRun(Result):
    """The run, and how far it is."""

    id: int
    state: str
    people: int
    done: int


@operation(
    "hr.start_payroll",
    title=_("Start payroll"),
    permission="hr.payroll.run",
    audit_verb=_("started the payroll"),
    conflicts={"payroll_run_month_key": ("month", "HR_PAYROLL_EXISTS", _("This month has a payroll already. Open that one."))},
)
async def start_payroll(work: Work, form: StartPayroll) -> PayrollRun:
    """Begin the payroll of a month and compute every slip."""
    month = month_start(form.month)
    run = await work.value(
        "insert into hr.payroll_run (company_id, month, pay_day) values (%s, %s, %s) returning id",
        *(work.scope.company, month, form.pay_day or month_end(month)),
    )
    return await _begin(work, await locked_run(work, run))


class OnePayroll(Form):
    """Which payroll."""

    id: Annotated[int, Shown(_("Payroll"), kind="hidden")]


@operation(
    "hr.calculate_payroll", title=_("Calculate again"), permission="hr.payroll.run", audit_verb=_("calculated the payroll again")
)
async def calculate_payroll(work: Work, form: OnePayroll) -> PayrollRun:
    """Compute every slip anew from what is known now. Slips that somebody checked stay checked where the pay is the same."""
    return await _begin(work, await locked_run(work, form.id))


@operation(
    "hr.calculate_payroll_piece",
    title=_("Calculate the next people"),
    permission="hr.payroll.run",
    doors=frozenset({"job", "cli"}),
    audit_verb=_("went on calculating the payroll"),
)
async def calculate_payroll_piece(work: Work, form: OnePayroll) -> PayrollRun:
    """Compute the next people that this calculation has not reached; safe to repeat and to stop at any moment."""
    run = await locked_run(work, form.id)
    if run.state != "calculating":
        return _result(run)
    return await _piece(work, run)


async def _begin(work: Work, run: Run) -> PayrollRun:
    people = await work.value(f"select count(*) from ({_EMPLOYED}) e", work.scope.company, month_end(run.month), run.month)
    await work.run(
        "update hr.payroll_run set state = 'calculating', calculation = calculation + 1, people = %s, done = 0,"
        " version = version + 1 where company_id = %s and id = %s",
        *(people, work.scope.company, run.id),
    )
    return await _piece(work, await locked_run(work, run.id))


async def _piece(work: Work, run: Run) -> PayrollRun:
    rows = await work.rows(_NOT_DONE, work.scope.company, month_end(run.month), run.month, run.id, run.calculation, PIECE)
    if rows:
        await write_slips(work, run, [row["id"] for row in rows])
    if len(rows) < PIECE:
        return await _finish(work, run)
    await work.run(
        "update hr.payroll_run set done = done + %s where company_id = %s and id = %s", len(rows), work.scope.company, run.id
    )
    await later(work, "hr.calculate_payroll_piece", {"id": run.id}, address=f"hr/payroll/{run.id}")
    return _result(await locked_run(work, run.id))


async def _finish(work: Work, run: Run) -> PayrollRun:
    """Slips of people who are no longer in the month go; then it shows what is open."""
    await work.run(
        "delete from hr.payslip where company_id = %s and run_id = %s and calculation < %s",
        *(work.scope.company, run.id, run.calculation),
    )
    await work.run(
        "update hr.payroll_run set done = people, calculated_at = %s, state = 'calculated' where company_id = %s and id = %s",
        *(work.now, work.scope.company, run.id),
    )
    await settle(work, run.id)
    return _result(await locked_run(work, run.id))


def _result(run: Run) -> PayrollRun:
    return PayrollRun(id=run.id, state=run.state, people=run.people, done=run.done)


class RecalculatePayslip(Form):
    """Whose slip, of which payroll."""

    payroll: Annotated[int, Shown(_("Payroll"), kind="hidden")]
    employee: Annotated[int, Shown(_("Employee"), reference="hr.employees")]


class PayslipCalculated(Result):
    """The slip."""

    id: int


@operation(
    "hr.recalculate_payslip",
    title=_("Calculate this person again"),
    permission="hr.payroll.run",
    audit_verb=_("calculated a payslip again"),
)
async def recalculate_payslip(work: Work, form: RecalculatePayslip) -> PayslipCalculated:
    """Compute one person alone, from what is known now. Refused for somebody not employed in the month."""
    run = await locked_run(work, form.payroll)
    if run.state == "calculating":
        raise Refused("HR_PAYROLL_BUSY", _("The payroll is being calculated. Wait until it is done."), field="payroll")
    await known_employee(work, form.employee)
    employment = await work.value(
        _EMPLOYED + " and m.employee_id = %s order by m.first_day desc limit 1",
        *(work.scope.company, month_end(run.month), run.month, form.employee),
    )
    if employment is None:
        words = _("The employee is not employed in {month}. Check the first and the last day.")
        raise Refused("HR_NOT_EMPLOYED", words.fill(month=run.month), field="employee")
    await write_slips(work, run, [employment])
    await work.run(
        "update hr.payroll_run r set people = x.people, done = x.people from (select count(*) as people from hr.payslip"
        " where company_id = %s and run_id = %s) x where company_id = %s and id = %s",
        *(work.scope.company, run.id, work.scope.company, run.id),
    )
    await settle(work, run.id)
    slip = await work.value(
        "select id from hr.payslip where company_id = %s and run_id = %s and employment_id = %s",
        *(work.scope.company, run.id, employment),
    )
    return PayslipCalculated(id=slip)
