"""A new employee: the checklist of the company, and what every department makes of it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from dapur.contract import Form, Operation, Result
from dapur.operations.perform import perform
from dapur.operations.work import Work
from dapur.queries.plan import Wish
from dapur.services.workforce import EmploymentStarted
from dapur_hr.person_steps import PERSON_STEPS, join
from tests.cases.hearing import hear
from tests.plugins.training.schools import new_course

if TYPE_CHECKING:
    from tests.cases.administration import Office

WAYS = {"it": "ticket", "administration": "task", "training": "course"}
WORKED = ("monday", "tuesday", "wednesday", "thursday", "friday")
HIRED_AT = datetime(2026, 8, 3, 9)


class Again(Form):
    """Who was hired, and when."""

    employee: int
    employment: int
    party: int
    day: date


class Told(Result):
    """Done."""


async def _again(work: Work, form: Again) -> Told:
    """The event comes a second time: it is delivered at least once."""
    await join(work, EmploymentStarted(form.employee, form.employment, form.party, form.day))
    return Told()


AGAIN = Operation("base.tell_again_in_a_case", "Tell again", "public", Again, Told, _again, "Tell again.")


async def given_calendar(office: "Office", value: str) -> None:
    """The company's calendar is that of the case."""
    (hours,) = office.given["windows"]
    week = dict.fromkeys(WORKED, hours)
    made = await office.boss.perform("base.add_calendar", name=value, zone=office.given["timezone"], days_off="none", **week)
    facts = {"id": made.id, "name": value, "zone": office.given["timezone"], "is_default": True}
    await office.boss.perform("base.change_calendar", facts)
    for day in office.given["holidays"]:
        await office.boss.perform("base.set_calendar_day", calendar_id=made.id, day=day, name="Libur")


async def given_template(office: "Office", value: list[Mapping[str, Any]]) -> None:
    """The lines of the checklist; a clerk of administration, a queue of IT and the course that is named."""
    office.set_clock(HIRED_AT)
    await office.boss.perform("it.save_queue", name="Meja bantu")
    clerk = await office.person("sekretaris")
    for line in value:
        way = WAYS[line["owner"]]
        raw = {"what": line["task"], "way": way, "days": line["offset_working_days"]}
        if way == "task":
            raw["owner"] = clerk.scope.user
        if way == "course":
            await new_course(office.boss, line["task"], lessons=1)
            raw["subject"] = line["task"]
        await office.boss.perform("hr.save_checklist_line", raw)


async def keep(office: "Office", value: Any) -> None:
    """Looked at when it is needed."""


async def hire(office: "Office", step: Mapping[str, Any]) -> None:
    """HR hires, and whoever hears of it does its part."""
    raw = {"name": office.given["employee"], "first_day": office.given["start"]}
    office.things["hired"] = await office.boss.perform("hr.hire_employee", raw)
    await hear(office.house, office.boss.scope.company, PERSON_STEPS[0])
    office.things["created"] = await _counts(office)


async def _counts(office: "Office") -> dict[str, int]:
    reader = await office.boss.reader()
    company = office.boss.scope.company
    tables = {"it_tickets": "it.ticket", "administration_tasks": "base.task", "training_enrolments": "training.enrolment"}
    return {
        name: await reader.value(f"select count(*) from {table} where company_id = %s", company) for name, table in tables.items()
    }


async def tasks(office: "Office") -> list[dict[str, Any]]:
    """When each step is due: as the checklist says, and as what was made of it says."""
    rows = (await office.boss.page("hr.person_steps", Wish(sort=("due",)))).dicts()
    made = await _dues(office)
    assert sorted(row["due"] for row in rows) == sorted(made)
    return [{"task": row["what"], "due": row["due"].isoformat()} for row in rows]


async def _dues(office: "Office") -> list[date]:
    """The days on which tickets, tasks and enrolments are due."""
    reader = await office.boss.reader()
    found = await reader.rows(
        "select (resolution_due at time zone 'Asia/Jakarta')::date from it.ticket where company_id = %s"
        " union all select due from base.task where company_id = %s union all select due from training.enrolment where company_id = %s",
        *(office.boss.scope.company,) * 3,
    )
    return [day for (day,) in found]


async def created(office: "Office") -> dict[str, int]:
    """How much each department made."""
    return dict(office.things["created"])


async def second_run_creates(office: "Office") -> Any:
    """The event comes again (at least once), and somebody tries by hand."""
    before, hired = sum(office.things["created"].values()), office.things["hired"]
    person = await (await office.boss.reader()).one(office.house.registry.queries["hr.employees"], hired.id)
    raw = {"employee": hired.id, "employment": hired.employment, "party": person["party"], "day": office.given["start"]}
    await perform(office.house, office.boss.scope, AGAIN, raw)
    await office.boss.perform("hr.take_steps", employee=hired.id)
    return sum((await _counts(office)).values()) - before


GIVEN = {
    "calendar": given_calendar,
    "timezone": keep,
    "working_days": keep,
    "windows": keep,
    "holidays": keep,
    "employee": keep,
    "start": keep,
    "template": given_template,
}
TELLING = {"template"}
STEPS = {"hire": hire}
CHECKS = {"tasks": tasks, "created": created, "second_run_creates": second_run_creates}
