"""Reminders of tasks, and word to somebody else when one is late: each once."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from dapur.contract import Form, Result, Text, _, operation
from dapur.notices.tell import tell
from dapur.operations.work import Work
from dapur_base.calendars import Calendar, calendar_of
from dapur_base.rules.reminders import Reminder, lateness, reminders

OPEN = """
    select id, title, owner_id, due, calendar_id, remind_before, remind_after, escalate_to, escalate_after
    from base.task where company_id = %s and state = 'open' and due between %s::date - 500 and %s::date + 500
        and (remind_before <> '{}' or remind_after <> '{}' or escalate_after is not null)
    order by id
"""
RECORD = """
    insert into base.task_reminder (company_id, task_id, due, kind, days, user_id)
    select %s, * from unnest(%s::bigint[], %s::date[], %s::text[], %s::int[], %s::bigint[])
    on conflict (company_id, task_id, due, kind, days) do nothing returning task_id, kind
"""


class SendReminders(Form):
    """No input: today decides."""


class RemindersSent(Result):
    """How many notices were left."""

    count: int


@operation(
    "base.send_reminders", title=_("Send reminders"), permission="base.task.manage", audit_verb=_("sent reminders of tasks")
)
async def send_reminders(work: Work, _form: SendReminders) -> RemindersSent:
    """Remind of tasks whose day has come, and tell of those that are late. A day that was missed is made up for with one notice."""
    tasks = {row["id"]: row for row in await work.rows(OPEN, work.scope.company, work.today, work.today)}
    calendars = {number: await calendar_of(work, number) for number in {row["calendar_id"] for row in tasks.values()}}
    wanted = [(row, one) for row in tasks.values() for one in _come(row, calendars[row["calendar_id"]], work.today)]
    new: dict[int, set[str]] = defaultdict(set)
    for row in await _record(work, wanted):
        new[row["task_id"]].add("escalated" if row["kind"] == "escalated" else "reminded")
    for task, kinds in new.items():
        for kind in sorted(kinds):
            await _tell(work, tasks[task], kind, calendars[tasks[task]["calendar_id"]])
    return RemindersSent(count=sum(len(kinds) for kinds in new.values()))


def _come(row: Mapping[str, Any], calendar: Calendar, today: date) -> list[Reminder]:
    every = reminders(calendar, row["due"], row["remind_before"], row["remind_after"], row["escalate_after"])
    return [reminder for reminder in every if reminder.day <= today]


async def _record(work: Work, wanted: Sequence[tuple[Mapping[str, Any], Reminder]]) -> list[dict[str, Any]]:
    if not wanted:
        return []
    return await work.rows(
        RECORD,
        work.scope.company,
        [row["id"] for row, _reminder in wanted],
        [row["due"] for row, _reminder in wanted],
        [reminder.kind for _row, reminder in wanted],
        [reminder.days for _row, reminder in wanted],
        [row["escalate_to"] if reminder.kind == "escalated" else row["owner_id"] for row, reminder in wanted],
    )


async def _tell(work: Work, row: Mapping[str, Any], kind: str, calendar: Calendar) -> None:
    late = lateness(calendar, row["due"], work.today)
    user = row["escalate_to"] if kind == "escalated" else row["owner_id"]
    address = f"base/tasks/{row['id']}" if user == row["owner_id"] else f"base/all-tasks/{row['id']}"
    await tell(work, (user,), f"base.task_{kind}", _sentence(row["title"], late.working_days, late.overdue), address)


def _sentence(title: str, days: int, overdue: bool) -> Text:
    if not overdue:
        return _("Soon due: {title}").fill(title=title)
    return _("Overdue for {count} working days: {title}").fill(count=days, title=title)
