"""Repeating tasks: the next one when the last is done, or by the day. Each date makes one task, whoever makes it."""

from datetime import date
from itertools import takewhile
from typing import Any

from dapur.contract import Form, Result, _, operation
from dapur.operations.work import Work
from dapur_base.calendars import Calendar, add_working_days, calendar_of, shifted
from dapur_base.rules.recurrence import Recurrence

AT_ONCE = 100
"""So many missed dates of one rule are made in one run; the next run goes on."""

INSERT = """
    insert into base.task (company_id, title, note, owner_id, created_by, due, calendar_id, rule_id, occurrence, remind_before,
        remind_after, escalate_to, escalate_after)
    select company_id, title, note, owner_id, created_by, %s, calendar_id, id, %s, remind_before, remind_after, escalate_to,
        escalate_after
    from base.task_rule where company_id = %s and id = %s and not is_stopped
    on conflict (company_id, rule_id, occurrence) do nothing returning id
"""


class MakeTasks(Form):
    """No input: today decides."""


class TasksMade(Result):
    """How many."""

    count: int


@operation(
    "base.make_tasks", title=_("Make repeating tasks"), permission="base.task.manage", audit_verb=_("made repeating tasks")
)
async def make_tasks(work: Work, _form: MakeTasks) -> TasksMade:
    """Make the tasks of rules on a schedule whose day comes near. Safe to repeat: a date makes one task."""
    rules = await work.rows(
        "select r.*, (select max(occurrence) from base.task t where t.company_id = r.company_id and t.rule_id = r.id) as last"
        " from base.task_rule r where r.company_id = %s and r.made = 'on_schedule' and not r.is_stopped order by r.id",
        work.scope.company,
    )
    calendars = {number: await calendar_of(work, number) for number in {rule["calendar_id"] for rule in rules}}
    made = 0
    for rule in rules:
        for day in near_dates(rule, calendars[rule["calendar_id"]], work.today):
            made += await _make(work, rule, calendars[rule["calendar_id"]], day) is not None
    return TasksMade(count=made)


def near_dates(rule: dict[str, Any], calendar: Calendar, today: date) -> list[date]:
    """Dates of a rule that have no task yet and are so near that they get one."""
    near = add_working_days(calendar, today, rule["days_ahead"])
    found = takewhile(lambda day: shifted(calendar, day, rule["shift"]) <= near, recurrence_of(rule).dates())
    return [day for day in found if rule["last"] is None or day > rule["last"]][:AT_ONCE]


async def make_next(work: Work, rule_id: int, after: date | None) -> int | None:
    """The next task of a rule that makes it when the last is done (after None: its first); None when it is there already."""
    rule = await work.row("select * from base.task_rule where company_id = %s and id = %s", work.scope.company, rule_id)
    if rule is None or rule["made"] != "when_done":
        return None
    calendar = await calendar_of(work, rule["calendar_id"])
    return await _make(work, rule, calendar, recurrence_of(rule).after(after) if after else next(recurrence_of(rule).dates()))


async def _make(work: Work, rule: dict[str, Any], calendar: Calendar, day: date) -> int | None:
    due = shifted(calendar, day, rule["shift"])
    made: int | None = await work.value(INSERT, due, day, work.scope.company, rule["id"])
    return made


def recurrence_of(rule: dict[str, Any]) -> Recurrence:
    """The dates of a stored rule."""
    return Recurrence(rule["first_day"], rule["every"], rule["every_count"], rule["short_month"])
