"""Balances of leave are brought up to a day: what is due is given, carried on, or lapses."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from dapur.contract import Form, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_hr.operations.leave_accounts import NewEntry, entries_of, lock_accounts, write_entries
from dapur_hr.rules.leave_grants import Grant, LeaveRule, grants
from dapur_hr.rules.leave_ledger import DAY, ZERO, Entry, lapsed, lots_left
from dapur_hr.rules.months import months_later

_RULES = """
    select r.type_id, r.way, r.days, r.from_day, r.to_day, r.start_month, r.after_months, r.first_part, r.round_to, r.carry_most,
        r.carry_months
    from hr.leave_rule r join hr.leave_type t on t.company_id = r.company_id and t.id = r.type_id
    where r.company_id = %s and t.has_balance and not t.is_closed order by r.type_id, r.from_day
"""
_EMPLOYMENTS = """
    select id, first_day, last_day from hr.employment
    where company_id = %s and first_day <= %s and (last_day is null or last_day >= %s - 800)
        and (%s::bigint is null or employee_id = %s) order by id
"""


class GiveLeave(Form):
    """Through which day, and for whom."""

    through: Annotated[date | None, Shown(_("Through"), hint=_("Empty: today"))] = None
    employee: Annotated[int | None, Shown(_("Employee"), reference="hr.employees", hint=_("Empty: everybody"))] = None


class LeaveGiven(Result):
    """How many entries were written."""

    entries: int


@operation(
    "hr.give_leave",
    title=_("Bring leave balances up to date"),
    permission="hr.leave.manage",
    audit_verb=_("brought leave up to date"),
)
async def give_leave(work: Work, form: GiveLeave) -> LeaveGiven:
    """Write what the rules give, carry on and let lapse through a day. What was written before is never written again."""
    through = form.through or work.today
    people = await work.rows(_EMPLOYMENTS, work.scope.company, through, through, form.employee, form.employee)
    written = 0
    for leave_type, rules in (await _rules(work)).items():
        written += await _give(work, leave_type, rules, people, through)
    return LeaveGiven(entries=written)


async def _rules(work: Work) -> dict[int, list[LeaveRule]]:
    found: dict[int, list[LeaveRule]] = {}
    for row in await work.rows(_RULES, work.scope.company):
        found.setdefault(row.pop("type_id"), []).append(LeaveRule(**row))
    return found


async def _give(work: Work, leave_type: int, rules: Sequence[LeaveRule], people: Sequence[dict[str, Any]], through: date) -> int:
    numbers = [person["id"] for person in people]
    await lock_accounts(work, leave_type, numbers)
    known = await entries_of(work, leave_type, numbers)
    given = await _periods(work, leave_type, numbers)
    written = 0
    waiting = {person["id"]: _due(person, rules, given, through) for person in people}
    # A year's beginning looks at what was written before it, so each round writes one grant of each person.
    while any(waiting.values()):
        entries = [entry for person, due in waiting.items() if due for entry in _entries_for(person, *due.pop(0), known[person])]
        await write_entries(work, leave_type, entries)
        written += len(entries)
        known = await entries_of(work, leave_type, [person for person, due in waiting.items() if due] or numbers)
    late = [
        NewEntry(person, (lot.lapses_on or through) + DAY, -days, "lapsed", lot=lot.id)
        for person in numbers
        for lot, days in lapsed(known[person], through)
    ]
    await write_entries(work, leave_type, late)
    return written + len(late)


async def _periods(work: Work, leave_type: int, employments: Sequence[int]) -> set[tuple[int, str]]:
    rows = await work.rows(
        "select employment_id, period from hr.leave_entry where company_id = %s and type_id = %s and employment_id = any (%s)"
        " and kind = 'granted'",
        *(work.scope.company, leave_type, list(employments)),
    )
    return {(row["employment_id"], row["period"]) for row in rows}


def _due(
    person: dict[str, Any], rules: Sequence[LeaveRule], given: set[tuple[int, str]], through: date
) -> list[tuple[LeaveRule, Grant]]:
    due = [
        (rule, grant)
        for rule in rules
        for grant in grants(rule, person["first_day"], person["last_day"], through)
        if (person["id"], grant.period) not in given
    ]
    return sorted(due, key=lambda pair: pair[1].day)


def _entries_for(person: int, rule: LeaveRule, grant: Grant, known: Sequence[Entry]) -> Iterator[NewEntry]:
    if grant.begins_year and (rule.carry_most is not None or rule.carry_months is not None):
        yield from _carried(person, rule, grant, known)
    yield NewEntry(person, grant.day, grant.days, "granted", period=grant.period)


def _carried(person: int, rule: LeaveRule, grant: Grant, known: Sequence[Entry]) -> Iterator[NewEntry]:
    """What is left of before: as much as may be carried goes into a lot of its own, the oldest days first; the rest lapses."""
    lots = [lot for lot in lots_left(known, grant.day) if lot.left > 0 and lot.usable_on(grant.day)]
    room = rule.carry_most if rule.carry_most is not None else sum((lot.left for lot in lots), ZERO)
    kept = Decimal(0)
    for lot in sorted(lots, key=lambda lot: (lot.day, lot.id), reverse=True):
        part = min(lot.left, room - kept)
        kept += part
        if part:
            yield NewEntry(person, grant.day, -part, "carried_on", lot=lot.id)
        if lot.left > part:
            yield NewEntry(person, grant.day, part - lot.left, "lapsed", lot=lot.id)
    if kept:
        last = months_later(grant.day, rule.carry_months) - DAY if rule.carry_months is not None else None
        yield NewEntry(person, grant.day, kept, "carried", lapses_on=last, period=grant.period)
