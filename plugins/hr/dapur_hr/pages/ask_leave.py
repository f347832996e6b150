"""Asking for leave: the form, and beside it what the request would mean."""

import secrets
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from dapur.contract import Words
from dapur.contract.errors import DapurError
from dapur.language.catalogue import translate
from dapur.language.dates import weekday
from dapur.queries.plan import Wish
from dapur.queries.reader import Reader
from dapur.services.workforce import Absence
from dapur_base.calendars import calendar_of
from dapur_hr.operations.leave_accounts import entries_of
from dapur_hr.operations.request_leave import PARTS, RequestLeave, span_of, type_of, waiting_days
from dapur_hr.pages.person_facts import Sayer
from dapur_hr.queries.leave import LEAVE_TYPES
from dapur_hr.rules.leave_days import REASONS, CountedDay, counted_days, total
from dapur_hr.rules.leave_ledger import balance, is_covered
from dapur_hr.workforce import PeopleAtWork

MOST_DAYS = 62


@dataclass(frozen=True)
class Outlook:
    """What a request would mean. problem: why it can't be asked so; skipped: days that do not count, with the reason."""

    problem: str = ""
    days: str = ""
    first: str = ""
    skipped: tuple[tuple[str, str], ...] = ()
    before: str = ""
    after: str = ""
    is_short: bool = False
    away: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class AskLeave:
    """The page. types, parts: value and words; chosen: what was typed; may_choose: the reader may ask for others."""

    key: str
    types: tuple[tuple[str, str], ...]
    parts: tuple[tuple[str, str], ...]
    chosen: dict[str, str]
    outlook: Outlook | None
    may_choose: bool


async def ask_leave(reader: Reader, parameters: dict[str, str]) -> AskLeave:
    """The form; with days in the address also what they would mean."""
    say = Sayer(reader)
    kinds = (await reader.page(LEAVE_TYPES, Wish(filters={"status": ["open"]}, limit=100))).dicts()
    chosen = {name: parameters.get(name, "") for name in ("dates", "type", "part", "employee")}
    return AskLeave(
        secrets.token_urlsafe(18),
        tuple((str(kind["id"]), kind["name"]) for kind in kinds),
        tuple((choice.value, say(choice.title)) for choice in PARTS),
        chosen,
        await _outlook(reader, chosen) if chosen["dates"] else None,
        reader.scope.may("hr.leave.manage"),
    )


async def _outlook(reader: Reader, chosen: dict[str, str]) -> Outlook:
    try:
        return await _meaning(reader, chosen)
    except DapurError as refused:
        return Outlook(problem=translate(refused.problems[0].message, reader.scope.language))


async def _meaning(reader: Reader, chosen: dict[str, str]) -> Outlook:
    part: Any = chosen["part"] if chosen["part"] in ("morning", "afternoon") else ""
    first, last = span_of(RequestLeave(dates=chosen["dates"][:60], part=part), reader.scope.language, reader.today)
    leave_type = await type_of(reader, int(chosen["type"]) if chosen["type"].isdecimal() else None)
    calendar = await calendar_of(reader)
    days = counted_days(calendar, first, last, part, leave_type["counted"])
    say = Sayer(reader)
    found = Outlook(
        days=say.number(total(days)),
        first=f"{weekday(first, reader.scope.language)}, {say.span(first, last)}",
        skipped=tuple((say.day(day.day), _reason(reader, day)) for day in days if not day.days)[:MOST_DAYS],
        away=await _away(reader, first, last),
    )
    employment = await _employment(reader, chosen["employee"], first)
    if not leave_type["has_balance"] or employment is None:
        return found
    entries = (await entries_of(reader, leave_type["id"], [employment])).get(employment, [])
    entries += await waiting_days(reader, leave_type["id"], employment)
    there = balance(entries, last)
    wanted = [(day.day, day.days) for day in days if day.days]
    short = not is_covered(entries, wanted)
    return replace(found, before=say.number(there), after=say.number(there - total(days)), is_short=short)


def _reason(reader: Reader, day: CountedDay) -> str:
    named = day.name_en if reader.scope.language == "en" else day.name_id
    words: Words = REASONS[day.off]
    said = translate(words, reader.scope.language)
    return f"{said}: {named}" if named else said


async def _employment(reader: Reader, employee: str, day: date) -> int | None:
    """The employment that the request would be for: the own one, or a chosen person's for who may ask for others."""
    if employee.isdecimal() and reader.scope.may("hr.leave.manage"):
        person = await PeopleAtWork(reader).person(int(employee), day)
    else:
        person = await PeopleAtWork(reader).person_of_user(reader.scope.user, day)
    return person.employment if person is not None else None


async def _away(reader: Reader, first: date, last: date) -> tuple[tuple[str, str], ...]:
    """Colleagues of the same manager who are away meanwhile."""
    workforce = PeopleAtWork(reader)
    own = await workforce.person_of_user(reader.scope.user, first)
    if own is None or own.manager is None:
        return ()
    team = {person.employee for person in await workforce.people(first) if person.manager == own.manager} - {own.employee}
    say = Sayer(reader)
    absences: list[Absence] = [a for a in await workforce.absences(first, last) if a.employee in team]
    return tuple((absence.name, say.span(absence.first_day, absence.last_day)) for absence in absences)
