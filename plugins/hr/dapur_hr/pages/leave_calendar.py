"""The leave of a team, a month at a time: people × days."""

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from dapur.contract import _
from dapur.language.dates import month_name, weekday
from dapur.queries.reader import Reader
from dapur.services.workforce import PersonAtWork
from dapur_base.calendars import Calendar, calendar_of, calendar_of_party, calendar_of_unit
from dapur_base.organisation import party_of_user
from dapur_hr.pages.person_facts import Sayer
from dapur_hr.queries.narrowing import visible
from dapur_hr.rules.months import months_later
from dapur_hr.workforce import PeopleAtWork

MOST_PEOPLE = 200
MONTH = re.compile(r"(\d{4})-(\d{2})")

_LEAVE = """
    select r.id, m.employee_id, r.state, r.part, d.day, d.days, t.letter, t.tone,
        case when %s = 'en' then t.name_en else t.name_id end, t.is_confidential
    from hr.leave_request r
    join hr.leave_day d on d.company_id = r.company_id and d.request_id = r.id
    join hr.employment m on m.company_id = r.company_id and m.id = r.employment_id
    join hr.leave_type t on t.company_id = r.company_id and t.id = r.type_id
    where r.company_id = %s and r.state in ('approved', 'waiting') and r.first_day <= %s and r.last_day >= %s
        and d.day between %s and %s and m.employee_id = any (%s)
"""


@dataclass(frozen=True)
class Head:
    """A day of the month. name: of a holiday, "" otherwise."""

    number: int
    iso: str
    letter: str
    words: str
    off: bool
    today: bool
    name: str


@dataclass(frozen=True)
class Block:
    """Leave on a day. request: 0 where the reader may not open it; look: classes."""

    request: int
    letter: str
    look: str
    words: str


@dataclass(frozen=True)
class Row:
    """A person and the month's days; None where there is no leave."""

    employee: int
    name: str
    position: str
    cells: tuple[tuple[Head, Block | None], ...]


@dataclass(frozen=True)
class LeaveCalendar:
    """The page. absent: how many are away on each day; legend: letter, look and words of what is shown; more: left out."""

    title: str
    month: str
    before: str
    after: str
    unit: str
    unit_name: str
    heads: tuple[Head, ...]
    rows: tuple[Row, ...]
    absent: tuple[tuple[Head, int], ...]
    legend: tuple[tuple[str, str, str], ...]
    holidays: tuple[tuple[int, str], ...]
    more: int


async def leave_calendar(reader: Reader, parameters: dict[str, str]) -> LeaveCalendar:
    """The month of the address or this one: the own team, or a unit with what lies below it."""
    first = _month(parameters.get("month", ""), reader.today)
    last = first.replace(day=monthrange(first.year, first.month)[1])
    unit = await _unit(reader, parameters.get("unit", ""))
    people = await _people(reader, first, last, unit[0] if unit else None)
    shown = people[:MOST_PEOPLE]
    heads = _heads(await _calendar(reader, unit, first), first, last, reader)
    blocks = await _blocks(reader, first, last, [person.employee for person in shown])
    rows = tuple(_row(person, heads, blocks) for person in shown)
    return LeaveCalendar(
        month_name(first, reader.scope.language),
        f"{first:%Y-%m}",
        f"{months_later(first, -1):%Y-%m}",
        f"{months_later(first, 1):%Y-%m}",
        str(unit[0]) if unit else "",
        unit[1] if unit else "",
        heads,
        rows,
        tuple((head, sum(_is_away(row.cells[n][1]) for row in rows)) for n, head in enumerate(heads)),
        _legend(rows),
        tuple((head.number, head.name) for head in heads if head.name),
        len(people) - len(shown),
    )


async def _calendar(reader: Reader, unit: tuple[int, str] | None, day: date) -> Calendar:
    """Of the chosen unit, else of the reader's own."""
    if unit is not None:
        return await calendar_of_unit(reader, unit[0])
    own = await party_of_user(reader, reader.scope.user)
    return await (calendar_of_party(reader, own, day) if own is not None else calendar_of(reader))


def _is_away(block: Block | None) -> bool:
    return block is not None and "unsure" not in block.look


async def _unit(reader: Reader, text: str) -> tuple[int, str] | None:
    """The unit of the address, if there is one of this number."""
    if not text.isdecimal() or len(text) > 18:
        return None
    rows = await reader.rows(
        "select id, name from base.organisation_unit where company_id = %s and id = %s", reader.scope.company, int(text)
    )
    return rows[0] if rows else None


def _month(text: str, today: date) -> date:
    found = MONTH.fullmatch(text)
    if found and 1 <= int(found[2]) <= 12 and 1900 <= int(found[1]) <= 2999:
        return date(int(found[1]), int(found[2]), 1)
    return today.replace(day=1)


async def _people(reader: Reader, first: date, last: date, unit: int | None) -> list[PersonAtWork]:
    """Those of a unit; else the reader's team, those whom they lead and themselves; else everybody."""
    workforce = PeopleAtWork(reader)
    day = min(max(reader.today, first), last)
    if unit is not None:
        return list(await workforce.people(day, unit))
    every = list(await workforce.people(day))
    own = await workforce.person_of_user(reader.scope.user, day)
    if own is None:
        return every
    team = [p for p in every if own.employee in (p.employee, p.manager) or (own.manager is not None and p.manager == own.manager)]
    return team if len(team) > 1 else every


def _heads(calendar: Calendar, first: date, last: date, reader: Reader) -> tuple[Head, ...]:
    return tuple(_head(calendar, first + timedelta(days=n), reader) for n in range((last - first).days + 1))


def _head(calendar: Calendar, day: date, reader: Reader) -> Head:
    language = reader.scope.language
    holiday, own = calendar.holiday_on(day), calendar.own_days.get(day)
    name = (
        own.name if own is not None else (holiday.name_en if language == "en" else holiday.name_id) if holiday is not None else ""
    )
    words = weekday(day, language)
    off = not calendar.is_working(day)
    return Head(day.day, day.isoformat(), words[:1], words, off, day == reader.today, name if off else "")


async def _blocks(reader: Reader, first: date, last: date, employees: list[int]) -> dict[tuple[int, str], Block]:
    """By employee and day. Of others than those whose leave the reader may see only that they are away."""
    seen = await visible(reader, "hr.leave.read", employees)
    asked = (reader.scope.language, reader.scope.company, last, first, first, last, employees)
    found: dict[tuple[int, str], Block] = {}
    for request, employee, state, part, day, _days, letter, tone, name, confidential in await reader.rows(_LEAVE, *asked):
        if employee not in seen and state == "waiting":
            continue
        told = employee in seen or not confidential
        found[employee, day.isoformat()] = _block(
            Sayer(reader), request if employee in seen else 0, state, part, (letter, tone, name) if told else None
        )
    return found


def _block(say: Sayer, request: int, state: str, part: str, told: tuple[str, str, str] | None) -> Block:
    letter, tone, name = told or ("–", "secondary", say(_("Away")))
    look = " ".join(
        word
        for word, wanted in (
            (tone, True),
            ("unsure", state == "waiting"),
            ("half", part != ""),
            ("late-part", part == "afternoon"),
        )
        if wanted
    )
    words = say(_("{leave}, waiting").fill(leave=name)) if state == "waiting" else name
    return Block(request, letter, look, words)


def _row(person: PersonAtWork, heads: Sequence[Head], blocks: dict[tuple[int, str], Block]) -> Row:
    cells = tuple((head, blocks.get((person.employee, head.iso))) for head in heads)
    return Row(person.employee, person.name, person.position_title or person.unit_name, cells)


def _legend(rows: Sequence[Row]) -> tuple[tuple[str, str, str], ...]:
    found: dict[Any, tuple[str, str, str]] = {}
    for row in rows:
        for block in (cell[1] for cell in row.cells):
            if block is not None:
                look = " ".join(word for word in block.look.split() if word not in ("half", "late-part"))
                found.setdefault((block.letter, look), (block.letter, look, block.words))
    return tuple(sorted(found.values(), key=lambda one: ("unsure" in one[1], one[2])))
