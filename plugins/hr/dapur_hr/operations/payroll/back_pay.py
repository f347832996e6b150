"""Back pay: months that are posted are computed again from what is known now; what differs is paid in this month."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dapur.contract import Refused
from dapur.operations.work import Work
from dapur_base.rules.spans import Span
from dapur_hr.rules.payroll.calculate import calculate
from dapur_hr.rules.payroll.person_month import PersonMonth, Rules
from dapur_hr.rules.payroll.slip import Part, Slip

# Posted slips whose pay or leave was noted otherwise after they were computed.
_AFFECTED = """
    select distinct s.month, s.employment_id, s.id from hr.payslip s
    join hr.payroll_run r on r.company_id = s.company_id and r.id = s.run_id and r.state = 'posted'
    where s.company_id = %s and s.employment_id = any (%s) and s.month < %s and (
        exists (select from hr.pay_fact f where f.company_id = s.company_id and f.employment_id = s.employment_id
                and greatest(f.known_from, f.known_to) > s.made_at and f.from_day < s.month + interval '1 month'
                and (f.to_day is null or f.to_day >= s.month))
        or exists (select from hr.leave_request q join hr.leave_day d on d.company_id = q.company_id and d.request_id = q.id
                   where q.company_id = s.company_id and q.employment_id = s.employment_id and q.decided_at > s.made_at
                   and d.day >= s.month and d.day < s.month + interval '1 month'))
    order by s.month, s.employment_id
"""
_POSTED = """
    select payslip_id, code, amount from hr.payslip_line
    where company_id = %s and payslip_id = any (%s) and component_id is not null and not starts_with(code, 'retro_')
"""
# What other runs have paid for these months already.
_PAID = """
    select s.employment_id, substr(l.code, 7) as code, (p ->> 'first')::date as month, sum((p ->> 'amount')::numeric) as amount
    from hr.payslip s
    join hr.payroll_run r on r.company_id = s.company_id and r.id = s.run_id and r.state = 'posted'
    join hr.payslip_line l on l.company_id = s.company_id and l.payslip_id = s.id and starts_with(l.code, 'retro_')
    cross join lateral jsonb_array_elements(l.parts) p
    where s.company_id = %s and s.employment_id = any (%s) group by 1, 2, 3
"""


@dataclass(frozen=True)
class Affected:
    """A posted month of a person that has to be computed again."""

    month: date
    employment: int
    slip: int


async def affected_slips(work: Work, employments: Sequence[int], month: date) -> list[Affected]:
    """Of the months before this one, the oldest first."""
    rows = await work.rows(_AFFECTED, work.scope.company, list(employments), month)
    return [Affected(row["month"], row["employment_id"], row["id"]) for row in rows]


async def differences(
    work: Work, affected: Sequence[Affected], rules: Rules, people: Mapping[int, PersonMonth]
) -> dict[int, dict[str, Part]]:
    """By employment and component: what one month should have paid, less what it paid and what was paid for it since."""
    employments = [a.employment for a in affected]
    posted: dict[int, dict[str, Decimal]] = defaultdict(dict)
    for row in await work.rows(_POSTED, work.scope.company, [a.slip for a in affected]):
        posted[row["payslip_id"]][row["code"]] = row["amount"]
    paid: dict[tuple[int, str], Decimal] = {}
    for row in await work.rows(_PAID, work.scope.company, employments):
        if row["month"] == rules.month.first:
            paid[row["employment_id"], row["code"]] = row["amount"]
    found: dict[int, dict[str, Part]] = {}
    for one in affected:
        slip = _replayed(people[one.employment], rules)
        if slip is not None:
            since = {code: amount for (employment, code), amount in paid.items() if employment == one.employment}
            found[one.employment] = _parts(slip, posted[one.slip], since, rules)
    return found


def _replayed(person: PersonMonth, rules: Rules) -> Slip | None:
    try:
        return calculate(person, rules, None)
    except Refused:
        return None


def _parts(slip: Slip, posted: Mapping[str, Decimal], since: Mapping[str, Decimal], rules: Rules) -> dict[str, Part]:
    now = {line.code: line.amount for line in slip.lines}
    span = Span(rules.month.first, rules.month.last)
    parts = {}
    for code in {*now, *posted}:
        due = now.get(code, Decimal(0)) - posted.get(code, Decimal(0)) - since.get(code, Decimal(0))
        if due:
            parts[code] = Part(span, now.get(code, Decimal(0)), slip.paid_days, slip.period_days, due)
    return parts
