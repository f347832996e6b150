"""Everything that the slips of a month are computed from, for many people in a handful of reads."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from dapur.operations.work import Work
from dapur.services.payroll_statute import Household
from dapur_base.calendars import CALENDAR_OF_UNIT
from dapur_base.rules.spans import Span
from dapur_hr.operations.payroll.back_pay import affected_slips, differences
from dapur_hr.operations.payroll.previous_slips import Previous, previous_slips
from dapur_hr.operations.payroll.rules_of_month import month_end, month_of, rules_of_month
from dapur_hr.rules.payroll.comparison import Times
from dapur_hr.rules.payroll.person_month import Absent, Entry, PayAmount, PersonMonth, Rules
from dapur_hr.rules.payroll.proration import Basis, Month, Proration
from dapur_hr.rules.payroll.slip import Part


@dataclass(frozen=True)
class Person:
    """One person of the run: who it is, what is computed, where the money goes, what last month's slip said."""

    employment: int
    employee: int
    party: int
    times: Times
    month: PersonMonth
    unit: str = ""
    position_id: str = ""
    position_en: str = ""
    account: tuple[str, str, str] = ("", "", "")
    previous: Previous | None = None


@dataclass
class _Facts:
    """What was read, by employment or employee."""

    pay: dict[int, list[PayAmount]] = field(default_factory=lambda: defaultdict(list))
    entries: dict[int, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    absent: dict[int, dict[date, Absent]] = field(default_factory=lambda: defaultdict(dict))
    facts: dict[int, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    households: dict[int, Household] = field(default_factory=dict)
    accounts: dict[int, tuple[str, str, str]] = field(default_factory=dict)
    places: dict[int, tuple[str, str, str]] = field(default_factory=dict)
    calendars: dict[int, int | None] = field(default_factory=dict)
    earlier: dict[int, list[Mapping[str, Decimal]]] = field(default_factory=lambda: defaultdict(list))


async def people_of_month(work: Work, employments: Sequence[int], rules: Rules) -> list[Person]:
    """These employments with all that is known of them now for the month, back pay for earlier months among it."""
    people = await _people(work, employments, rules)
    owed = await _back_pay(work, employments, rules.month.first)
    return [replace(p, month=replace(p.month, back_pay=owed[p.employment])) if p.employment in owed else p for p in people]


async def _back_pay(work: Work, employments: Sequence[int], month: date) -> dict[int, dict[str, list[Part]]]:
    """By employment and component: a part a month that was paid otherwise than it should have been."""
    owed: dict[int, dict[str, list[Part]]] = defaultdict(lambda: defaultdict(list))
    affected = await affected_slips(work, employments, month)
    for earlier in sorted({a.month for a in affected}):
        of_month = [a for a in affected if a.month == earlier]
        rules = await rules_of_month(work, earlier, month_end(earlier))
        people = {p.employment: p.month for p in await _people(work, [a.employment for a in of_month], rules)}
        for employment, parts in (await differences(work, of_month, rules, people)).items():
            for code, part in parts.items():
                owed[employment][code].append(part)
    return dict(owed)


async def _people(work: Work, employments: Sequence[int], rules: Rules) -> list[Person]:
    company, month = work.scope.company, rules.month
    rows = await work.rows(
        "select m.id, m.employee_id, e.party_id, m.first_day, m.last_day, e.birth_date, e.nationality, e.sex"
        " from hr.employment m join hr.employee e on e.company_id = m.company_id and e.id = m.employee_id"
        " where m.company_id = %s and m.id = any (%s) order by m.id",
        *(company, list(employments)),
    )
    known = await _read(work, employments, rows, rules)
    before = await previous_slips(work, employments, month.first)
    usual = Proration(work.setting("hr.proration"), work.setting("hr.proration_days"))
    months = {n: await month_of(work, month.first, n) for n in set(known.calendars.values()) - {None}} | {None: month}
    return [
        _person(row, known, usual, months[known.calendars.get(row["party_id"])], rules, before.get(row["id"])) for row in rows
    ]


def _person(
    row: Mapping[str, Any], known: _Facts, usual: Proration, month: Month, rules: Rules, before: Previous | None
) -> Person:
    one, employee, party = row["id"], row["employee_id"], row["party_id"]
    unit, position_id, position_en = known.places.get(party, ("", "", ""))
    home = known.households.get(employee, Household())
    facts = known.facts[one]
    next_month = rules.month.last + timedelta(days=1)
    return Person(
        one,
        employee,
        party,
        Times(rules.month.first, next_month, row["first_day"], row["last_day"]),
        PersonMonth(
            row["first_day"],
            row["last_day"],
            _proration(facts, usual),
            known.pay[one],
            known.entries[one],
            known.absent[one],
            facts,
            row["birth_date"],
            row["nationality"],
            replace(home, is_woman=row["sex"] == "F"),
            known.earlier[one],
            month=month,
        ),
        unit,
        position_id,
        position_en,
        known.accounts.get(employee, ("", "", "")),
        before,
    )


def _proration(facts: Mapping[str, str], usual: Proration) -> Proration:
    own = facts.get("proration", "")
    return Proration(_BASES[own], usual.fixed) if own in _BASES else usual


_BASES: dict[str, Basis] = {
    "calendar_days": "calendar_days",
    "working_days": "working_days",
    "working_days_off_holidays": "working_days_off_holidays",
    "fixed_days": "fixed_days",
}

_PAY = """
    select f.employment_id, c.code, f.amount, f.from_day, f.to_day
    from hr.pay_fact f join hr.pay_component c on c.company_id = f.company_id and c.id = f.component_id
    where f.company_id = %s and f.employment_id = any (%s) and f.known_to is null
      and f.from_day <= %s and (f.to_day is null or f.to_day >= %s)
    order by f.from_day
"""
_ENTRIES = """
    select n.employment_id, c.code, n.amount, n.note
    from hr.pay_entry n join hr.pay_component c on c.company_id = n.company_id and c.id = n.component_id
    where n.company_id = %s and n.employment_id = any (%s) and n.month = %s order by n.id
"""
_ABSENT = """
    select r.employment_id, d.day, sum(d.days) as days, bool_and(t.is_paid) as is_paid
    from hr.leave_request r join hr.leave_type t on t.company_id = r.company_id and t.id = r.type_id
    join hr.leave_day d on d.company_id = r.company_id and d.request_id = r.id
    where r.company_id = %s and r.employment_id = any (%s) and r.state = 'approved' and d.day between %s and %s
    group by 1, 2
"""
_FACTS = """
    select distinct on (employment_id, name) employment_id, name, value from hr.payroll_fact
    where company_id = %s and employment_id = any (%s) and known_to is null
      and from_day <= %s and (to_day is null or to_day >= %s)
    order by employment_id, name, from_day desc
"""
# As on 1 January, or what was noted first after it.
_HOUSEHOLDS = """
    select distinct on (employee_id) employee_id, is_married, dependants, spouse_has_no_income from hr.household_fact
    where company_id = %s and employee_id = any (%s) and known_to is null
      and from_day <= %s and (to_day is null or to_day >= %s)
    order by employee_id, from_day
"""
_ACCOUNTS = """
    select a.employee_id, b.bank, b.number, b.holder from hr.pay_account a
    join base.party_bank_account b on b.company_id = a.company_id and b.id = a.bank_account_id and not b.is_closed
    where a.company_id = %s and a.employee_id = any (%s) and a.known_to is null
      and a.from_day <= %s and (a.to_day is null or a.to_day >= %s)
"""
_PLACES = f"""
    select distinct on (a.party_id) a.party_id, u.name, {CALENDAR_OF_UNIT} as calendar,
        coalesce(p.title_id, '') as title_id, coalesce(p.title_en, '') as title_en
    from base.assignment a join base.organisation_unit u on u.company_id = a.company_id and u.id = a.unit_id
    left join base.position p on p.company_id = a.company_id and p.id = a.position_id
    where a.company_id = %s and a.party_id = any (%s) and a.kind = 'primary' and a.known_to is null
      and a.from_day <= %s and (a.to_day is null or a.to_day >= %s)
    order by a.party_id, a.from_day desc
"""
_EARLIER = """
    select s.employment_id, s.figures from hr.payslip s
    join hr.payroll_run r on r.company_id = s.company_id and r.id = s.run_id and r.state <> 'reversed'
    where s.company_id = %s and s.employment_id = any (%s) and s.month >= %s and s.month < %s and s.problem is null
    order by s.month
"""


async def _read(work: Work, employments: Sequence[int], rows: Sequence[Mapping[str, Any]], rules: Rules) -> _Facts:
    company, first, last = work.scope.company, rules.month.first, rules.month.last
    ids, employees, parties = list(employments), [r["employee_id"] for r in rows], [r["party_id"] for r in rows]
    known = _Facts()
    for row in await work.rows(_PAY, company, ids, last, first):
        amount = PayAmount(row["code"], row["amount"], Span(row["from_day"], row["to_day"]))
        known.pay[row["employment_id"]].append(amount)
    for row in await work.rows(_ENTRIES, company, ids, first):
        known.entries[row["employment_id"]].append(Entry(row["code"], row["amount"], row["note"]))
    for row in await work.rows(_ABSENT, company, ids, first, last):
        known.absent[row["employment_id"]][row["day"]] = Absent(min(Fraction(row["days"]), Fraction(1)), row["is_paid"])
    for row in await work.rows(_FACTS, company, ids, last, first):
        known.facts[row["employment_id"]][row["name"]] = row["value"]
    year = first.replace(month=1)
    for row in await work.rows(_HOUSEHOLDS, company, employees, last, year):
        home = Household(False, row["is_married"], row["dependants"], row["spouse_has_no_income"])
        known.households[row["employee_id"]] = home
    for row in await work.rows(_ACCOUNTS, company, employees, rules.pay_day, rules.pay_day):
        known.accounts[row["employee_id"]] = (row["bank"], row["number"], row["holder"])
    for row in await work.rows(_PLACES, company, parties, last, first):
        known.places[row["party_id"]] = (row["name"], row["title_id"], row["title_en"])
        known.calendars[row["party_id"]] = row["calendar"]
    for row in await work.rows(_EARLIER, company, ids, year, first):
        known.earlier[row["employment_id"]].append({name: Decimal(value) for name, value in row["figures"].items()})
    return known
