"""What follows when somebody joins or leaves: each line of the checklist is taken once, by whoever offers its way."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Literal

from dapur.contract import DapurError, EventHandler
from dapur.language.catalogue import translate
from dapur.operations.work import Work
from dapur.services.person_steps import PersonStep, StepTaker
from dapur.services.switching import PluginSwitchedOn
from dapur.services.workforce import EmploymentEnded, EmploymentStarted
from dapur_base.calendars import add_working_days, calendar_of

LATE = timedelta(days=30)
"""Who is entered later than this after the day joined or left long before: the checklist is not for them."""
NEEDED = """
    insert into hr.person_step (company_id, employment_id, line_id, what, due)
    select l.company_id, %s, l.id, l.what, d.due from hr.checklist_line l
    join unnest(%s::bigint[], %s::date[]) d (line_id, due) on d.line_id = l.id
    where l.company_id = %s on conflict (company_id, employment_id, line_id) do nothing
"""
LINES = """
    select id, days from hr.checklist_line where company_id = %s and occasion = %s and not is_closed
        and (position_id is null or position_id = any (%s)) order by days, id
"""
LAST_DAY = "select last_day from hr.employment where company_id = %s and id = %s for share"
POSITIONS = """
    select array_agg(position_id) from base.assignment where company_id = %s and party_id = %s and known_to is null
        and from_day <= %s and (to_day is null or to_day >= %s)
"""
WAITING = """
    select s.id, s.what, s.due, l.way, l.subject, l.owner_id, m.id as employment, m.employee_id, e.party_id, p.name, p.user_id,
        s.line_id, (select a.unit_id from base.assignment a where a.company_id = e.company_id and a.party_id = e.party_id
            and a.kind = 'primary' and a.known_to is null order by a.from_day desc limit 1) as unit
    from hr.person_step s
    join hr.checklist_line l on l.company_id = s.company_id and l.id = s.line_id
    join hr.employment m on m.company_id = s.company_id and m.id = s.employment_id
    join hr.employee e on e.company_id = m.company_id and e.id = m.employee_id
    join base.party p on p.company_id = e.company_id and p.id = e.party_id
    where s.company_id = %s and s.state = 'waiting' and (%s::bigint[] is null or s.employment_id = any (%s))
    order by s.due, s.id for update of s
"""


async def join(work: Work, event: EmploymentStarted) -> None:
    """Somebody was hired."""
    await need_steps(work, "joining", event.employment, event.party, event.day)


async def leave(work: Work, event: EmploymentEnded) -> None:
    """A last day is set. It may have been taken back since: then nobody leaves."""
    last_day = await work.value(LAST_DAY, work.scope.company, event.employment)
    if last_day != event.last_day:
        return
    await need_steps(work, "leaving", event.employment, event.party, event.last_day)


async def need_steps(work: Work, occasion: Literal["joining", "leaving"], employment: int, party: int, day: date) -> None:
    """Write down what the checklist asks for, and have it taken. A second run finds it there and makes nothing."""
    company = work.scope.company
    if day < work.today - LATE:
        return
    positions = await work.value(POSITIONS, company, party, day, day)
    lines = await work.rows(LINES, company, occasion, positions or [])
    calendar = await calendar_of(work)
    dues = [add_working_days(calendar, day, line["days"]) for line in lines]
    await work.run(NEEDED, employment, [line["id"] for line in lines], dues, company)
    await take_waiting(work, [employment])


async def take_waiting(work: Work, employments: Sequence[int] | None = None) -> int:
    """Have every waiting step (of these employments) taken that somebody offers to take. Returns how many were."""
    takers = {taker.way: taker for taker in work.find_all(StepTaker)}
    taken = 0
    for row in await work.rows(WAITING, work.scope.company, employments, employments):
        if row["way"] in takers:
            taken += await _take(work, takers[row["way"]], row)
    return taken


async def _take(work: Work, taker: StepTaker, row: dict[str, Any]) -> bool:
    step = PersonStep(
        key=f"hr-step-{row['employment']}-{row['line_id']}",
        what=row["what"],
        party=row["party_id"],
        person=row["name"],
        user=row["user_id"],
        due=row["due"],
        subject=row["subject"],
        owner=row["owner_id"],
        unit=row["unit"],
        address=f"hr/people/{row['employee_id']}",
    )
    try:
        made = await taker.take(step)
    except DapurError as refused:
        words = "; ".join(translate(problem.message, work.company.language) for problem in refused.problems)
        await work.run(
            "update hr.person_step set problem = %s where company_id = %s and id = %s", words, work.scope.company, row["id"]
        )
        return False
    await work.run(
        "update hr.person_step set state = 'taken', problem = '', title = %s, address = %s where company_id = %s and id = %s",
        *(made.title, made.address, work.scope.company, row["id"]),
    )
    return True


async def take_what_waited(work: Work, event: PluginSwitchedOn) -> None:
    """A department was switched on: it takes what waited for it."""
    if event.plugin != "hr":
        await take_waiting(work)


PERSON_STEPS = (
    EventHandler(EmploymentStarted, "after", join, "hr.join"),
    EventHandler(EmploymentEnded, "after", leave, "hr.leave"),
    EventHandler(PluginSwitchedOn, "after", take_what_waited, "hr.take_what_waited"),
)
