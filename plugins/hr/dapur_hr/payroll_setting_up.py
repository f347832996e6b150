"""What switching people and pay on writes for the payroll: further components, and how each is treated."""

from typing import Any

from dapur.contract import Form, Setup, _
from dapur.operations.work import Work

# Code, names, kind, order, class for tax, by days, fixed wage, role.
COMPONENTS = (
    ("overtime", "Lembur", "Overtime", "earning", 50, "regular", False, False, "salary_expense"),
    ("bonus", "Bonus", "Bonus", "earning", 60, "irregular", False, False, "bonus_expense"),
    ("holiday_allowance", "Tunjangan hari raya (THR)", "Holiday allowance (THR)", "earning", 70, "irregular", False, False,
     "bonus_expense"),
    ("other_deduction", "Potongan lain", "Other deduction", "deduction", 200, "other", False, False, "payable"),
)  # fmt: skip
ALLOWANCES = ("position_allowance", "transport_allowance", "meal_allowance")

_NEW = """
    insert into hr.pay_component (company_id, code, name_id, name_en, kind, position)
    select %s, * from unnest(%s::text[], %s::text[], %s::text[], %s::text[], %s::smallint[])
    on conflict (company_id, code) do nothing
"""
_RULES = """
    insert into hr.pay_rule (company_id, component_id, statute_class, is_prorated, is_fixed, role)
    select c.company_id, c.id, u.statute_class, u.is_prorated, u.is_fixed, u.role
    from unnest(%s::text[], %s::text[], %s::boolean[], %s::boolean[], %s::text[]) as u(code, statute_class, is_prorated, is_fixed, role)
    join hr.pay_component c on c.company_id = %s and c.code = u.code
    on conflict (company_id, component_id) do nothing
"""


class SetUpPayroll(Form):
    """Nothing to say: everything can be changed later."""


async def run(work: Work, form: SetUpPayroll) -> None:
    """Write what is not there yet."""
    columns = [list(column) for column in zip(*COMPONENTS, strict=True)]
    await work.run(_NEW, work.scope.company, *columns[:5])
    codes, _id, _en, _kind, _order, classes, prorated, fixed, roles = columns
    more = len(ALLOWANCES)
    await work.run(
        _RULES,
        [*codes, *ALLOWANCES],
        [*classes, *["regular"] * more],
        [*prorated, *[True] * more],
        [*fixed, *[True] * more],
        [*roles, *["allowance_expense"] * more],
        work.scope.company,
    )


async def demo(stage: Any) -> None:
    """Two months run and posted, a third to be looked at."""
    from dapur_hr.demo.payroll import fill

    await fill(stage)


PAYROLL_SETUP = Setup("hr.payroll", _("How pay is calculated"), SetUpPayroll, run, demo, order=110)
