"""What leave means: days counted with the reason, the balance before and after, who else is away."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from dapur.language.catalogue import translate
from dapur.language.dates import weekday
from dapur.queries.reader import Reader
from dapur.services.workforce import PersonAtWork
from dapur_base.calendars import calendar_of, calendar_of_party
from dapur_hr.operations.leave_accounts import entries_of
from dapur_hr.operations.request_leave import waiting_days
from dapur_hr.pages.person_facts import Sayer
from dapur_hr.rules.leave_days import REASONS, CountedDay, Part, counted_days, total
from dapur_hr.rules.leave_ledger import balance, is_covered
from dapur_hr.workforce import PeopleAtWork

MOST_DAYS = 62


@dataclass(frozen=True)
class Plan:
    """Leave that is thought of, asked for or approved. employee: 0 where it is not known for whom."""

    employee: int
    employment: int
    leave_type: int
    first: date
    last: date
    part: Part
    counted: str
    has_balance: bool
    state: str = "new"


@dataclass(frozen=True)
class Outlook:
    """What it means. problem: why it can't be asked so; skipped: days that do not count, with the reason.

    entries: address of the entries behind the balance, from a page two steps below the company.
    """

    problem: str = ""
    days: str = ""
    first: str = ""
    skipped: tuple[tuple[str, str], ...] = ()
    before: str = ""
    after: str = ""
    is_short: bool = False
    entries: str = ""
    away: tuple[tuple[str, str], ...] = ()


async def outlook_of(reader: Reader, plan: Plan) -> Outlook:
    """The caller has asked whether the reader may see the balance."""
    say = Sayer(reader)
    person = await PeopleAtWork(reader).person(plan.employee, plan.first)
    calendar = await (calendar_of_party(reader, person.party, plan.first) if person is not None else calendar_of(reader))
    days = counted_days(calendar, plan.first, plan.last, plan.part, plan.counted)
    before, after, is_short = await _balance(reader, plan, days) if plan.has_balance and plan.employment else ("", "", False)
    return Outlook(
        days=say.number(total(days)),
        first=f"{weekday(plan.first, reader.scope.language)}, {say.span(plan.first, plan.last)}",
        skipped=tuple((say.day(day.day), _reason(reader, day)) for day in days if not day.days)[:MOST_DAYS],
        before=before,
        after=after,
        is_short=is_short,
        entries=f"../../hr/leave-entries?employee={plan.employee}&type={plan.leave_type}",
        away=await _away(reader, plan, person),
    )


async def _balance(reader: Reader, plan: Plan, days: Sequence[CountedDay]) -> tuple[str, str, bool]:
    """Before and after on the last day, and whether the days are not covered."""
    say = Sayer(reader)
    entries = (await entries_of(reader, plan.leave_type, [plan.employment])).get(plan.employment, [])
    there, asked = balance(entries, plan.last), total(list(days))
    if plan.state == "approved":
        return say.number(there + asked), say.number(there), False
    if plan.state == "waiting":
        return say.number(there), say.number(there - asked), not _covers(entries, days)
    entries = entries + await waiting_days(reader, plan.leave_type, plan.employment)
    there = balance(entries, plan.last)
    return say.number(there), say.number(there - asked), not _covers(entries, days)


def _covers(entries: Any, days: Sequence[CountedDay]) -> bool:
    return is_covered(entries, [(day.day, day.days) for day in days if day.days > Decimal(0)])


def _reason(reader: Reader, day: CountedDay) -> str:
    named = day.name_en if reader.scope.language == "en" else day.name_id
    said = translate(REASONS[day.off], reader.scope.language)
    return f"{said}: {named}" if named else said


async def _away(reader: Reader, plan: Plan, person: PersonAtWork | None) -> tuple[tuple[str, str], ...]:
    """Colleagues of the same manager who are away meanwhile."""
    workforce = PeopleAtWork(reader)
    if person is None or person.manager is None:
        return ()
    team = {one.employee for one in await workforce.people(plan.first) if one.manager == person.manager} - {person.employee}
    say = Sayer(reader)
    absences = [absence for absence in await workforce.absences(plan.first, plan.last) if absence.employee in team]
    return tuple((absence.name, say.span(absence.first_day, absence.last_day)) for absence in absences)
