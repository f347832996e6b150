"""A contract is extended, or becomes another."""

from datetime import date
from typing import Annotated

from dapur.contract import Refused, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_hr.operations.contract_terms import Agreed, write_contract
from dapur_hr.operations.employments import employment_on


class ChangeContract(Agreed):
    """Whose contract, from which day on, under which terms."""

    employee: Annotated[int, Shown(_("Employee"), reference="hr.employees")]
    from_day: Annotated[date, Shown(_("From"))]


class ContractChanged(Result):
    """Whose it was, and the new contract."""

    employee: int
    contract: int


@operation(
    "hr.change_contract",
    title=_("Change contract"),
    permission="hr.employee.manage",
    audit_verb=_("changed the contract"),
    conflicts={
        "contract_overlap": ("from_day", "HR_CONTRACT_LATER", _("A later contract is noted already. Choose a day after it."))
    },
)
async def change_contract(work: Work, form: ChangeContract) -> ContractChanged:
    """Extend or replace a contract from a day on. The one before ends the day before, or where it ended."""
    employment = await employment_on(work, form.employee, form.from_day)
    before = await work.rows(
        "select id, kind, first_day, last_day from hr.contract where company_id = %s and employment_id = %s order by first_day",
        *(work.scope.company, employment["id"]),
    )
    if before and before[-1]["first_day"] >= form.from_day:
        raise Refused("HR_CONTRACT_LATER", _("A later contract is noted already. Choose a day after it."), field="from_day")
    await work.run(
        "update hr.contract set last_day = %s - 1, version = version + 1 where company_id = %s and employment_id = %s"
        " and first_day < %s and (last_day is null or last_day >= %s)",
        *(form.from_day, work.scope.company, employment["id"], form.from_day, form.from_day),
    )
    served = next((row["first_day"] for row in before if row["kind"] == "fixed_term"), None)
    made = await write_contract(work, employment["id"], form, form.from_day, served)
    return ContractChanged(employee=form.employee, contract=made)
