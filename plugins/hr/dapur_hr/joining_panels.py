"""Pieces of an employee's page and of the home page about joining and leaving."""

from dataclasses import dataclass
from datetime import timedelta

from dapur.contract import HomeTask, Panel, _
from dapur.language.catalogue import translate
from dapur.language.dates import format_date
from dapur.queries.plan import Wish
from dapur.queries.reader import Reader
from dapur_hr.held import held_by
from dapur_hr.queries.checklists import STEPS
from dapur_hr.queries.narrowing import visible

SOON = timedelta(days=7)
LEAVERS = """
    select e.id, p.name, m.last_day from hr.employment m
    join hr.employee e on e.company_id = m.company_id and e.id = m.employee_id
    join base.party p on p.company_id = e.company_id and p.id = e.party_id
    where m.company_id = %s and m.last_day between %s and %s
        and not exists (select from hr.leaving l where l.company_id = m.company_id and l.employment_id = m.id)
    order by m.last_day, p.name
"""
LEAVER = """
    select e.party_id, p.user_id, m.last_day, l.completed_at, l.reason, l.held from hr.employee e
    join base.party p on p.company_id = e.company_id and p.id = e.party_id
    join lateral (select * from hr.employment m where m.company_id = e.company_id and m.employee_id = e.id
        order by m.first_day desc limit 1) m on true
    left join hr.leaving l on l.company_id = m.company_id and l.employment_id = m.id
    where e.company_id = %s and e.id = %s and m.last_day is not null
"""
OVERDUE = timedelta(days=60)
"""A leaving that was never completed is no longer somebody's work after this: the people of years ago stay quiet."""


@dataclass(frozen=True)
class Step:
    """A line: what, its document with address ("" while it waits), and what there is to say about it."""

    what: str
    title: str
    address: str
    note: str


async def steps(reader: Reader, key: str) -> list[Step] | None:
    """What the checklist asks for this person, the next first."""
    if not await visible(reader, "hr.employee.read", [int(key)]):
        return None
    columns = ("what", "title", "address", "due", "problem", "status")
    wish = Wish(columns=columns, filters={"employee": int(key)}, sort=("due",), limit=30)
    rows = (await reader.page(STEPS, wish)).dicts()
    language = reader.scope.language
    return [
        Step(row["what"], row["title"] or "", row["address"], row["problem"] or format_date(row["due"], language)) for row in rows
    ] or None


async def still_held(reader: Reader, key: str) -> list[Step] | None:
    """What is still with somebody who leaves; or how the leaving was completed."""
    row = next(iter(await reader.rows(LEAVER, reader.scope.company, int(key))), None)
    if row is None:
        return None
    party, user, last_day, completed, reason, held = row
    language = reader.scope.language
    if completed is not None:
        words = _("Completed although this was still held: {items}").fill(items=", ".join(held))
        return [Step(translate(words if held else _("Completed: everything was given back."), language), "", "", reason)]
    things = await held_by(reader, party, user)
    words = _("Everything was given back. The last day is {day}.").fill(day=last_day)
    return [Step("", thing.code, thing.address, translate(thing.reason, language)) for thing in things] or [
        Step(translate(words, language), "", "", "")
    ]


async def leavings(reader: Reader, _key: str) -> list[HomeTask] | None:
    """Leavings whose last day is near or past, and which nobody has completed."""
    rows = await reader.rows(LEAVERS, reader.scope.company, reader.today - OVERDUE, reader.today + SOON)
    return [
        HomeTask(_("Complete the leaving of {name}").fill(name=name), f"hr/people/{number}", "", due=day, icon="logout")
        for number, name, day in rows
    ] or None


JOINING_PANELS = (
    Panel("hr.employee", "hr.steps", _("Joining and leaving"), "hr.employee.read", "hr/panel_steps.html", steps, 24),
    Panel("hr.employee", "hr.still_held", _("Still to give back"), "hr.employee.manage", "hr/panel_steps.html", still_held, 22),
    Panel("home.tasks", "hr.leavings", _("Leavings"), "hr.employee.manage", "", leavings, 16),
)
