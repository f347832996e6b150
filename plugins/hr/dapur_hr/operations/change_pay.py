"""Pay changes from a day on; what was known before stays known."""

from datetime import date
from typing import Annotated

from pydantic import Field, StringConstraints

from dapur.contract import Form, Refused, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_hr.operations.employments import employment_on
from dapur_hr.operations.pay_lines import PayLine, note_pay
from dapur_hr.operations.wage_law import need_lawful


class ChangePay(Form):
    """New amounts from a day on, through a day or until the next change that is known. Amounts not named stay."""

    employee: Annotated[int, Shown(_("Employee"), reference="hr.employees")]
    from_day: Annotated[date, Shown(_("From"))]
    to_day: Annotated[date | None, Shown(_("Through"), hint=_("Empty: until the next change"))] = None
    pay: Annotated[list[PayLine], Field(min_length=1), Shown(_("Pay a month"), kind="lines")]
    reason: Annotated[str, StringConstraints(max_length=200), Shown(_("Reason"))] = ""


class PayChanged(Result):
    """Whose pay it was."""

    employee: int
    employment: int


@operation("hr.change_pay", title=_("Change pay"), permission="hr.pay.manage", sensitive=True, audit_verb=_("changed the pay"))
async def change_pay(work: Work, form: ChangePay) -> PayChanged:
    """Note pay from a day on. A day of the past corrects: earlier payrolls stay, the difference comes as back pay."""
    if form.to_day is not None and form.to_day < form.from_day:
        raise Refused("HR_DAYS_REVERSED", _("This day lies before the first day. Choose a later one."), field="to_day")
    employment = await employment_on(work, form.employee, form.from_day)
    await note_pay(work, employment["id"], form.pay, form.from_day, form.to_day, form.reason)
    await need_lawful(work, employment["id"], form.from_day, form.reason, "reason")
    return PayChanged(employee=form.employee, employment=employment["id"])
