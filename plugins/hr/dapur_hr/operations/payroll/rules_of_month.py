"""What holds for everybody in a month: its days, the components and how they are treated, tables of slices, company facts."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction

from dapur.operations.work import Work
from dapur_base.calendars import OwnDay, calendar_of, reason_off
from dapur_hr.rules.payroll.formula import Slice
from dapur_hr.rules.payroll.person_month import Component, Rules
from dapur_hr.rules.payroll.proration import Month

_COMPONENTS = """
    select c.id, c.code, c.kind, c.position, coalesce(r.is_prorated, c.kind = 'earning') as is_prorated,
           coalesce(r.is_fixed, c.kind = 'earning') as is_fixed,
           coalesce(r.statute_class, case c.kind when 'earning' then 'regular' else 'other' end) as statute_class,
           coalesce(r.formula, '') as formula,
           coalesce(r.role, case c.kind when 'earning' then 'salary_expense' when 'deduction' then 'payable'
                            else 'social_security_expense' end) as role,
           coalesce(r.payable_role, case c.kind when 'employer' then 'social_security_payable' else '' end) as payable_role
    from hr.pay_component c left join hr.pay_rule r on r.company_id = c.company_id and r.component_id = c.id
    where c.company_id = %s order by c.position, c.code
"""
_SLICES = """
    select s.code, s.up_to, s.rate from hr.pay_slice s
    where s.company_id = %s and s.from_day = (
        select max(v.from_day) from hr.pay_slice v where v.company_id = s.company_id and v.code = s.code and v.from_day <= %s)
    order by s.code, s.up_to nulls last
"""
_COMPANY_FACTS = """
    select distinct on (name) name, value from hr.company_payroll_fact
    where company_id = %s and known_to is null and from_day <= %s and (to_day is null or to_day >= %s)
    order by name, from_day desc
"""


async def rules_of_month(work: Work, first: date, pay_day: date) -> Rules:
    """As known now."""
    month = await month_of(work, first)
    components = [Component(**row) for row in await work.rows(_COMPONENTS, work.scope.company)]
    tables: dict[str, list[Slice]] = defaultdict(list)
    for row in await work.rows(_SLICES, work.scope.company, month.last):
        up_to = None if row["up_to"] is None else Fraction(row["up_to"])
        tables[row["code"]].append(Slice(up_to, Fraction(row["rate"])))
    facts = await work.rows(_COMPANY_FACTS, work.scope.company, month.last, month.first)
    return Rules(month, pay_day, work.company.decimals, components, dict(tables), {row["name"]: row["value"] for row in facts})


async def month_of(work: Work, first: date, calendar_id: int | None = None) -> Month:
    """A month by a working calendar (None: the company's)."""
    calendar = await calendar_of(work, calendar_id)
    bare = Month(first, frozenset(), frozenset())
    week = frozenset(
        day for day in bare.days if calendar.week_at(day).hours_of(day.weekday()) or _is_added(calendar.own_days, day)
    )
    off = frozenset(day for day in week if reason_off(calendar, day) is not None)
    return Month(first, week, off)


def _is_added(own_days: Mapping[date, OwnDay], day: date) -> bool:
    return day in own_days and bool(own_days[day].windows)


def month_start(day: date) -> date:
    """The first day of its month."""
    return day.replace(day=1)


def month_end(day: date) -> date:
    """The last day of its month."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
