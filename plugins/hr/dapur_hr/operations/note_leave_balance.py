"""What the books of leave begin with, and corrections with their reason."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import Field, StringConstraints

from dapur.contract import Form, NotFound, Refused, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_hr.operations.employments import employment_on
from dapur_hr.operations.leave_accounts import NewEntry, lock_accounts, write_entries

DAYS = Annotated[Decimal, Field(max_digits=6, decimal_places=2), Shown(_("Days"), kind="number", decimals=2)]


class NoteLeaveBalance(Form):
    """Whose balance of which kind, from which day on, by how many days."""

    employee: Annotated[int, Shown(_("Employee"), reference="hr.employees")]
    type: Annotated[int, Shown(_("Leave"), reference="hr.leave_types")]
    day: Annotated[date, Shown(_("From"))]
    days: DAYS
    opening: Annotated[bool, Shown(_("Balance brought from elsewhere"))] = False
    lapses_on: Annotated[date | None, Shown(_("Usable through"), hint=_("Empty: without end"))] = None
    note: Annotated[str, StringConstraints(max_length=200), Shown(_("Reason"))] = ""


class LeaveBalanceNoted(Result):
    """Whose it was."""

    employee: int


@operation(
    "hr.note_leave_balance",
    title=_("Correct leave balance"),
    permission="hr.leave.manage",
    audit_verb=_("corrected the leave balance"),
)
async def note_leave_balance(work: Work, form: NoteLeaveBalance) -> LeaveBalanceNoted:
    """Write days into the ledger of leave: what was brought from elsewhere, or a correction up or down with its reason."""
    if not form.days:
        raise Refused("HR_NO_DAYS", _("Write how many days come or go."), field="days")
    if form.opening and form.days < 0:
        raise Refused("HR_NO_DAYS", _("A balance that is brought is above zero. Write a correction instead."), field="days")
    if not form.opening and not form.note:
        raise Refused("HR_REASON_MISSING", _("Say why the balance is corrected."), field="note")
    if form.lapses_on is not None and form.lapses_on < form.day:
        raise Refused("HR_DAYS_REVERSED", _("This day lies before the first day. Choose a later one."), field="lapses_on")
    await _counted(work, form.type)
    employment = await employment_on(work, form.employee, form.day)
    await lock_accounts(work, form.type, [employment["id"]])
    kind = "opening" if form.opening else "corrected"
    entry = NewEntry(employment["id"], form.day, form.days, kind, form.lapses_on, note=form.note)
    await write_entries(work, form.type, [entry])
    return LeaveBalanceNoted(employee=form.employee)


async def _counted(work: Work, leave_type: int) -> None:
    has = await work.value(
        "select has_balance from hr.leave_type where company_id = %s and id = %s", work.scope.company, leave_type
    )
    if has is None:
        raise NotFound(field="type")
    if not has:
        raise Refused("HR_LEAVE_UNCOUNTED", _("This kind of leave has no balance. Choose another."), field="type")
