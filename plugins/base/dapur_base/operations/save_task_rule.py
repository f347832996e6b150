"""Rules of repeating tasks."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field

from dapur.contract import Form, Refused, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_base.calendars import calendar_of
from dapur_base.operations.add_task import NOTE, PERSON, TITLE, WORKING_DAYS, Reminding, check_reminding
from dapur_base.operations.make_tasks import make_next
from dapur_base.operations.people import colleague
from dapur_base.operations.versions import untouched
from dapur_base.queries.tasks import EVERY, MADE, SHIFT, SHORT_MONTH


class RuleFacts(Form):
    """What comes again, for whom, and when."""

    id: Annotated[int | None, Shown(_("Number"), kind="hidden")] = None
    title: TITLE
    owner_id: PERSON
    first_day: Annotated[date, Shown(_("First day"), hint=_("Gives the weekday, or the day of the month"))]
    every: Annotated[Literal["day", "week", "month", "year"], Shown(_("Every"), choices=EVERY)] = "month"
    every_count: Annotated[int, Field(ge=1, le=1000), Shown(_("How many of them"), hint=_("2 is every other"))] = 1
    short_month: Annotated[Literal["last_day", "skip"], Shown(_("When the month has no such day"), choices=SHORT_MONTH)] = (
        "last_day"
    )
    shift: Annotated[
        Literal["preceding", "following", "modified_preceding", "modified_following", "none"],
        Shown(_("When it falls on a day off"), choices=SHIFT),
    ] = "preceding"
    calendar_id: Annotated[
        int | None, Shown(_("Calendar"), kind="reference", reference="base.calendars", hint=_("The company's when left empty"))
    ] = None
    made: Annotated[Literal["when_done", "on_schedule"], Shown(_("The next one is made"), choices=MADE)] = "when_done"
    days_ahead: Annotated[WORKING_DAYS, Shown(_("On schedule: so many working days ahead"))] = 5
    note: NOTE = ""
    is_stopped: Annotated[bool, Shown(_("Stopped"))] = False
    version: Annotated[int | None, Shown(_("Version"), kind="hidden")] = None


class SaveTaskRule(Reminding, RuleFacts):
    """A repeating task. Without `id` a new one is made; tasks that are there keep what they say."""


class TaskRuleSaved(Result):
    """The rule, and its first task where it was made with it."""

    id: int
    title: str
    version: int
    task_id: int | None = None


@operation(
    "base.save_task_rule", title=_("Save repeating task"), permission="base.task.manage", audit_verb=_("saved the repeating task")
)
async def save_task_rule(work: Work, form: SaveTaskRule) -> TaskRuleSaved:
    """Add or change a repeating task. One that is made when the last is done gets its first task at once."""
    await colleague(work, form.owner_id, "owner_id")
    await check_reminding(work, form)
    await calendar_of(work, form.calendar_id)
    row = await (_insert(work, form) if form.id is None else _update(work, form))
    if row is None:
        raise await untouched(work, "base.task_rule", form.id or 0)
    first = await make_next(work, row["id"], None) if form.id is None else None
    return TaskRuleSaved(**row, task_id=first)


def _facts(form: SaveTaskRule) -> tuple[Any, ...]:
    return (
        form.title,
        form.note,
        form.owner_id,
        form.every_count,
        form.short_month,
        form.shift,
        form.calendar_id,
        form.made,
        form.days_ahead,
        form.before(),
        form.after(),
        *form.escalation(),
        form.is_stopped,
    )


async def _insert(work: Work, form: SaveTaskRule) -> dict[str, Any] | None:
    return await work.row(
        "insert into base.task_rule (title, note, owner_id, every_count, short_month, shift, calendar_id, made, days_ahead,"
        " remind_before, remind_after, escalate_to, escalate_after, is_stopped, company_id, created_by, first_day, every)"
        " values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s) returning id, title, version",
        *_facts(form),
        work.scope.company,
        work.actor,
        form.first_day,
        form.every,
    )


async def _update(work: Work, form: SaveTaskRule) -> dict[str, Any] | None:
    kept = await work.row(
        "select first_day, every from base.task_rule where company_id = %s and id = %s", work.scope.company, form.id
    )
    if kept is not None and (kept["first_day"], kept["every"]) != (form.first_day, form.every):
        sentence = _("Dates of a repeating task stay as they are. Stop this one, and make another.")
        raise Refused("BASE_RULE_DATES_STAY", sentence, field="first_day")
    return await work.row(
        "update base.task_rule set title = %s, note = %s, owner_id = %s, every_count = %s, short_month = %s, shift = %s,"
        " calendar_id = %s, made = %s, days_ahead = %s, remind_before = %s, remind_after = %s, escalate_to = %s,"
        " escalate_after = %s, is_stopped = %s, version = version + 1"
        " where company_id = %s and id = %s and (version = %s or %s::int is null) returning id, title, version",
        *_facts(form),
        work.scope.company,
        form.id,
        form.version,
        form.version,
    )
