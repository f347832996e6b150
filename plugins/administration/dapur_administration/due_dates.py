"""What is due in a span of time: obligations by their rules, evidence by its periods."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import takewhile

from dapur.queries.reader import Reader
from dapur_administration.controls import controls
from dapur_base.calendars import Calendar, calendar_of, shifted
from dapur_base.rules.recurrence import Recurrence

OBLIGATIONS = """
    select o.id, r.title, u.name, r.first_day, r.every, r.every_count, r.short_month, r.shift, r.calendar_id, o.authority
    from administration.obligation o join base.task_rule r on r.company_id = o.company_id and r.id = o.rule_id
    join core.app_user u on u.id = r.owner_id
    where o.company_id = %s and not r.is_stopped and (o.id = %s or %s::bigint is null) order by r.title, o.id
"""
TASKS = """
    select o.id, t.occurrence, t.state from administration.obligation o
    join base.task t on t.company_id = o.company_id and t.rule_id = o.rule_id where o.company_id = %s and t.due between %s and %s
"""
EVIDENCE = "select control_id, period from administration.evidence where company_id = %s"
FURTHEST = timedelta(days=40)
"""A day off moves a date by less than this."""


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that is due. raw: the day that the rule says, before a day off moved it."""

    day: date
    raw: date
    title: str
    owner: str
    kind: str
    state: str
    address: str


async def due_between(reader: Reader, first: date, last: date, obligation: int | None = None) -> list[Due]:
    """Everything that is due from a day through another, in order."""
    found = await _obligations(reader, first, last, obligation)
    if obligation is None:
        found += await _evidence(reader, first, last)
    return sorted(found, key=lambda due: (due.day, due.title))


async def _obligations(reader: Reader, first: date, last: date, obligation: int | None) -> list[Due]:
    company = reader.scope.company
    ended = {(number, day): state for number, day, state in await reader.rows(TASKS, company, first, last)}
    calendars: dict[int | None, Calendar] = {}
    found = []
    for row in await reader.rows(OBLIGATIONS, company, obligation, obligation):
        number, title, owner, start, every, count, short_month, shift, calendar_id, _authority = row
        if calendar_id not in calendars:
            calendars[calendar_id] = await calendar_of(reader, calendar_id)
        dates = takewhile(lambda day: day <= last + FURTHEST, Recurrence(start, every, count, short_month).dates())
        for raw in dates:
            day = shifted(calendars[calendar_id], raw, shift) if raw >= first - FURTHEST else raw
            if first <= day <= last:
                state = _state(ended.get((number, raw), "open"), day, reader.today)
                found.append(Due(day, raw, title, owner, "obligation", state, f"administration/obligations/{number}"))
    return found


async def _evidence(reader: Reader, first: date, last: date) -> list[Due]:
    came = set(await reader.rows(EVIDENCE, reader.scope.company))
    return [
        Due(
            period.due,
            period.due,
            f"{control.name} {period.name}",
            control.owner,
            "evidence",
            _state("done" if (control.id, period.name) in came else "open", period.due, reader.today),
            f"administration/controls/{control.id}",
        )
        for control in await controls(reader)
        for period in control.periods_through(last)
        if period.due >= first
    ]


def _state(state: str, day: date, today: date) -> str:
    return "overdue" if state == "open" and day < today else state
