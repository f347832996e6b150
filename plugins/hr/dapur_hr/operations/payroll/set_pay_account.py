"""Where the pay of a person goes: one of the bank accounts that base keeps of them, as a dated fact."""

from datetime import date
from typing import Annotated

from pydantic import StringConstraints

from dapur.contract import Form, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_base.operations.save_bank_account import SaveBankAccount, save_bank_account
from dapur_base.rules.spans import Span
from dapur_hr import facts
from dapur_hr.facts import FactTable
from dapur_hr.operations.employments import known_employee

ACCOUNT = FactTable("hr.pay_account", ("employee_id",), ("bank_account_id",))
_KNOWN = """
    select id from base.party_bank_account
    where company_id = %s and party_id = any (base.same_parties(%s, %s)) and lower(bank) = lower(%s)
      and number_key = base.number_key(%s) and not is_closed order by id limit 1
"""


class SetPayAccount(Form):
    """Where the pay of a person goes from a day on."""

    employee: Annotated[int, Shown(_("Employee"), reference="hr.employees")]
    from_day: Annotated[date, Shown(_("From"))]
    bank: Annotated[str, StringConstraints(min_length=1, max_length=60), Shown(_("Bank"), hint=_("Name or clearing code"))]
    number: Annotated[str, StringConstraints(pattern="^[0-9-]{4,34}$"), Shown(_("Account number"), kind="code", sensitive=True)]
    holder: Annotated[str, StringConstraints(max_length=100), Shown(_("Account holder"), hint=_("Empty: the employee"))] = ""
    is_shared: Annotated[bool, Shown(_("Both have this account"), hint=_("Only when it is said that somebody else has it"))] = (
        False
    )


class PayAccountSet(Result):
    """Whose, and which bank account of base."""

    employee: int
    account: int


@operation(
    "hr.set_pay_account",
    title=_("Set pay account"),
    permission="hr.pay.manage",
    sensitive=True,
    audit_verb=_("set the account to which the pay goes"),
)
async def set_pay_account(work: Work, form: SetPayAccount) -> PayAccountSet:
    """Note to which bank account a person's pay goes. It is one of the person's accounts, or becomes one."""
    known = await known_employee(work, form.employee)
    await work.run("select id from hr.employee where company_id = %s and id = %s for update", work.scope.company, form.employee)
    account = await _account(work, form, known["party_id"], known["name"])
    await facts.note_fact(work, ACCOUNT, (form.employee,), (account,), Span(form.from_day))
    return PayAccountSet(employee=form.employee, account=account)


async def _account(work: Work, form: SetPayAccount, party: int, name: str) -> int:
    company = work.scope.company
    known = await work.value(_KNOWN, company, company, party, form.bank, form.number)
    if known is not None:
        return int(known)
    told = SaveBankAccount(party=party, bank=form.bank, number=form.number, holder=form.holder or name, is_shared=form.is_shared)
    made = await save_bank_account.run(work, told)
    return int(made.id)
