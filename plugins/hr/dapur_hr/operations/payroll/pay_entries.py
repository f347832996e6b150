"""What is paid or kept in one month only: a bonus, overtime, a deduction."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import Field, StringConstraints

from dapur.contract import Form, NotFound, Refused, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_base.operations.versions import untouched
from dapur_hr.operations.employments import known_employee
from dapur_hr.operations.payroll.rules_of_month import month_end, month_start

AMOUNT = Annotated[Decimal, Field(max_digits=20, decimal_places=4), Shown(_("Amount"), kind="money", sensitive=True)]


class AddPayEntry(Form):
    """Whom, what, in which month, how much, and why."""

    employee: Annotated[int, Shown(_("Employee"), reference="hr.employees")]
    component: Annotated[int, Shown(_("Component"), reference="hr.pay_components")]
    month: Annotated[date, Shown(_("Month"), hint=_("Any day of the month"))]
    amount: AMOUNT
    note: Annotated[str, StringConstraints(max_length=200), Shown(_("Note"), hint=_("Stands on the slip"))] = ""


class PayEntrySaved(Result):
    """The entry."""

    id: int
    version: int


@operation(
    "hr.add_pay_entry",
    title=_("Enter for a month"),
    permission="hr.payroll.run",
    sensitive=True,
    audit_verb=_("entered pay for a month"),
)
async def add_pay_entry(work: Work, form: AddPayEntry) -> PayEntrySaved:
    """Enter an amount for one month. Calculate the payroll, or this person alone, afterwards."""
    month = month_start(form.month)
    await known_employee(work, form.employee)
    employment = await work.value(
        "select id from hr.employment where company_id = %s and employee_id = %s and first_day <= %s"
        " and (last_day is null or last_day >= %s) order by first_day desc limit 1",
        *(work.scope.company, form.employee, month_end(month), month),
    )
    if employment is None:
        words = _("The employee is not employed in {month}. Check the first and the last day.")
        raise Refused("HR_NOT_EMPLOYED", words.fill(month=month), field="employee")
    await _check(work, form.component, form.amount)
    row = await work.row(
        "insert into hr.pay_entry (company_id, employment_id, component_id, month, amount, note)"
        " values (%s, %s, %s, %s, %s, %s) returning id, version",
        *(work.scope.company, employment, form.component, month, form.amount, form.note),
    )
    assert row is not None
    return PayEntrySaved(**row)


class ChangePayEntry(Form):
    """Another amount or note."""

    id: Annotated[int, Shown(_("Number"), kind="hidden")]
    amount: AMOUNT
    note: Annotated[str, StringConstraints(max_length=200), Shown(_("Note"))] = ""
    version: Annotated[int | None, Shown(_("Version"), kind="hidden")] = None


@operation(
    "hr.change_pay_entry",
    title=_("Change entry"),
    permission="hr.payroll.run",
    sensitive=True,
    audit_verb=_("changed pay entered for a month"),
)
async def change_pay_entry(work: Work, form: ChangePayEntry) -> PayEntrySaved:
    """Change an entry of a month that is not posted."""
    if not form.amount:
        raise _zero()
    row = await work.row(
        "update hr.pay_entry set amount = %s, note = %s, version = version + 1"
        " where company_id = %s and id = %s and (version = %s or %s::int is null) returning id, version",
        *(form.amount, form.note, work.scope.company, form.id, form.version, form.version),
    )
    if row is None:
        raise await untouched(work, "hr.pay_entry", form.id)
    return PayEntrySaved(**row)


class RemovePayEntry(Form):
    """Which entry."""

    id: Annotated[int, Shown(_("Number"), kind="hidden")]


class PayEntryRemoved(Result):
    """Gone."""

    id: int


@operation(
    "hr.remove_pay_entry", title=_("Take entry out"), permission="hr.payroll.run", audit_verb=_("took an entry out"), danger=True
)
async def remove_pay_entry(work: Work, form: RemovePayEntry) -> PayEntryRemoved:
    """Take an entry of a month that is not posted out again."""
    row = await work.row("delete from hr.pay_entry where company_id = %s and id = %s returning id", work.scope.company, form.id)
    if row is None:
        raise NotFound(field="id")
    return PayEntryRemoved(id=form.id)


async def _check(work: Work, component: int, amount: Decimal) -> None:
    if not amount:
        raise _zero()
    row = await work.row(
        "select is_closed from hr.pay_component where company_id = %s and id = %s", work.scope.company, component
    )
    if row is None:
        raise NotFound(field="component")
    if row["is_closed"]:
        raise Refused("HR_COMPONENT_CLOSED", _("This component is no longer used. Choose another."), field="component")


def _zero() -> Refused:
    return Refused("HR_AMOUNT_ZERO", _("Write an amount other than zero, or take the entry out."), field="amount")
