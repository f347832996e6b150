"""The law of wages looks at pay that is noted: what it has against it needs a reason."""

from datetime import date
from decimal import Decimal

from dapur.contract import Refused, _
from dapur.operations.work import Work
from dapur.services.employment_rules import EmploymentRules, MonthlyWage
from dapur.services.payroll_statute import PayrollStatute
from dapur_hr.rules.payroll.calculate import BASIC

_WAGE = """
    select trim_scale(coalesce(sum(f.amount) filter (where c.code = %s), 0)) as basic, trim_scale(coalesce(sum(f.amount), 0)) as whole
    from hr.pay_fact f join hr.pay_component c on c.company_id = f.company_id and c.id = f.component_id and c.kind = 'earning'
    left join hr.pay_rule r on r.company_id = c.company_id and r.component_id = c.id
    where f.company_id = %s and f.employment_id = %s and f.known_to is null and coalesce(r.is_fixed, true)
      and f.from_day <= %s and (f.to_day is null or f.to_day >= %s)
"""
_FACTS = """
    select name, value from hr.company_payroll_fact
    where company_id = %s and known_to is null and from_day <= %s and (to_day is null or to_day >= %s)
    union all
    select name, value from hr.payroll_fact
    where company_id = %s and employment_id = %s and known_to is null and from_day <= %s and (to_day is null or to_day >= %s)
"""


async def need_lawful(work: Work, employment: int, day: date, reason: str, field: str) -> None:
    """Raise Refused where the law has something against the pay of a day and nobody said why it is so."""
    law = work.find(EmploymentRules)
    if law is None or reason:
        return
    row = await work.row(_WAGE, BASIC, work.scope.company, employment, day, day)
    if row is None or not row["whole"]:
        return
    found = law.wage_problems(MonthlyWage(row["basic"], row["whole"] - row["basic"], await _minimum(work, employment, day)), day)
    if found:
        words = _("{problem} Correct the pay, or say in the reason why it is so.").fill(problem=found[0].message)
        raise Refused("HR_PAY_AGAINST_LAW", words, field=field)


async def _minimum(work: Work, employment: int, day: date) -> Decimal | None:
    statute = work.find(PayrollStatute)
    if statute is None:
        return None
    company = work.scope.company
    rows = await work.rows(_FACTS, company, day, day, company, employment, day, day)
    return statute.minimum_wage({row["name"]: row["value"] for row in rows}, day)
