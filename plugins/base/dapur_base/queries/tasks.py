"""Tasks, read: one's own and those that one gave; everybody's; and the rules that make them."""

from datetime import date

from sqlalchemy import Date, Integer, Select, Text, and_, case, cast, func, literal, or_, select

from dapur.contract import Choice, Column, Filter, Query, _
from dapur.tables import app_user, company
from dapur_base.ranges import within
from dapur_base.tables.tasks import task, task_reminder, task_rule

STATES = (
    Choice("open", _("Open")),
    Choice("overdue", _("Overdue")),
    Choice("done", _("Done")),
    Choice("cancelled", _("Cancelled")),
)
TONES = {"open": "azure", "overdue": "red", "done": "green", "cancelled": "secondary"}

PROMISES = (
    Choice("met", _("Done on time")),
    Choice("missed", _("Missed")),
    Choice("later", _("Not due yet")),
    Choice("cancelled", _("Cancelled before it was due")),
    Choice("none", _("Without a day")),
)

owner = app_user.alias("owner")
giver = app_user.alias("giver")
_me = cast(func.current_setting("dapur.actor"), Integer)
_today = cast(func.timezone(company.c.zone, func.core.now()), Date)
_due_order = func.coalesce(task.c.due, literal(date.max, Date))
_ended_on = cast(func.timezone(company.c.zone, task.c.ended_at), Date)
_promise = case(
    (task.c.due.is_(None), "none"),
    (and_(task.c.state == "cancelled", _ended_on <= task.c.due), "cancelled"),
    (and_(task.c.state == "done", _ended_on <= task.c.due), "met"),
    (and_(task.c.state == "open", task.c.due >= _today), "later"),
    else_="missed",
)
_status = case((and_(task.c.state == "open", task.c.due < _today), "overdue"), else_=task.c.state)


def _tasks() -> Select[tuple[int]]:
    return select(task.c.id).select_from(
        task.join(company, company.c.id == task.c.company_id)
        .join(owner, owner.c.id == task.c.owner_id)
        .join(giver, giver.c.id == task.c.created_by)
    )


def _columns(address: str) -> tuple[Column, ...]:
    return (
        Column("id", _("Number"), "id", task.c.id, hidden=True),
        Column("title", _("What is to do"), "text", task.c.title, sort=True, phone=1, link=address + "/{id}"),
        Column("due", _("Due"), "date", task.c.due, phone=2),
        Column("due_order", _("Due"), "date", _due_order, sort=True, hidden=True),
        Column("ended", _("Ended"), "flag", task.c.state != "open", sort=True, hidden=True),
        Column("status", _("Status"), "status", _status, choices=STATES, tones=TONES, phone=1),
        Column("promise", _("Promise"), "text", _promise, choices=PROMISES, hidden=True),
        Column("owner", _("Owner"), "text", owner.c.name, sort=True, phone=2),
        Column("giver", _("Given by"), "text", giver.c.name, sort=True),
        Column("document", _("Document"), "text", func.nullif(task.c.document_title, ""), link="{document_address}"),
        Column("ended_at", _("Ended at"), "time", task.c.ended_at),
        Column("created_at", _("Given at"), "time", task.c.created_at, hidden=True),
        Column("note", _("Note"), "text", task.c.note, hidden=True),
        Column("owner_id", _("Owner"), "id", task.c.owner_id, hidden=True),
        Column("document_address", _("Address"), "text", task.c.document_address, hidden=True),
        Column("escalate_to", _("Tell when late"), "id", task.c.escalate_to, hidden=True),
        Column(
            "escalate_after",
            _("After so many working days late"),
            "integer",
            func.coalesce(task.c.escalate_after, 3),
            hidden=True,
        ),
        Column("remind_before", _("Remind before"), "text", func.array_to_string(task.c.remind_before, ", "), hidden=True),
        Column("remind_after", _("Remind when late"), "text", func.array_to_string(task.c.remind_after, ", "), hidden=True),
        Column("rule_id", _("Repeating task"), "id", task.c.rule_id, hidden=True),
        Column("version", _("Version"), "integer", task.c.version, hidden=True),
    )


FILTERS = (
    Filter("status", _("Status"), "choice", lambda v: _status == func.any(v), choices=STATES),
    Filter("ended", _("Ended"), "flag", lambda v: (task.c.state != "open") == v),
    Filter("promise", _("Promise"), "choice", lambda v: _promise == func.any(v), choices=PROMISES),
    Filter("due", _("Due"), "dates", lambda v: within(task.c.due, v)),
    Filter("owner", _("Owner"), "reference", lambda v: task.c.owner_id == v, reference="base.colleagues"),
)

MY_TASKS = Query(
    "base.my_tasks",
    _("My tasks"),
    "base.task.use",
    statement=lambda: _tasks().where(or_(task.c.owner_id == _me, task.c.created_by == _me)),
    company=task.c.company_id,
    description="Tasks that the reader has, or gave to others.",
    columns=_columns("base/tasks"),
    key=("id",),
    default_sort=("ended", "due_order"),
    filters=(*FILTERS, Filter("mine", _("Mine to do"), "flag", lambda v: (task.c.owner_id == _me) == v)),
    search=(task.c.title, task.c.document_title),
)

ALL_TASKS = Query(
    "base.all_tasks",
    _("Everybody's tasks"),
    "base.task.manage",
    statement=_tasks,
    company=task.c.company_id,
    description="Tasks of everybody in the company.",
    columns=_columns("base/all-tasks"),
    key=("id",),
    default_sort=("ended", "due_order"),
    filters=(
        *FILTERS,
        Filter("rule", _("Repeating task"), "reference", lambda v: task.c.rule_id == v, reference="base.task_rules"),
    ),
    search=(task.c.title, task.c.document_title, owner.c.name),
)

KINDS = (Choice("before", _("Before it was due")), Choice("after", _("When late")), Choice("escalated", _("Told somebody else")))

SENT_REMINDERS = Query(
    "base.task_reminders",
    _("Reminders sent"),
    "base.task.manage",
    statement=lambda: select(task_reminder.c.id).select_from(
        task_reminder.join(app_user, app_user.c.id == task_reminder.c.user_id)
    ),
    company=task_reminder.c.company_id,
    description="What was reminded of, to whom, and when; each once for a due date.",
    columns=(
        Column("id", _("Number"), "id", task_reminder.c.id, hidden=True),
        Column("sent_at", _("Sent at"), "time", task_reminder.c.sent_at, sort=True, phone=1),
        Column("person", _("Person"), "text", app_user.c.name, phone=1),
        Column("kind", _("Kind"), "status", task_reminder.c.kind, choices=KINDS, phone=2),
        Column("days", _("Working days"), "integer", task_reminder.c.days, phone=2),
        Column("due", _("Due"), "date", task_reminder.c.due),
    ),
    key=("id",),
    default_sort=("-sent_at",),
    filters=(Filter("task", _("Task"), "reference", lambda v: task_reminder.c.task_id == v, reference="base.all_tasks"),),
)

_rule_state = case((task_rule.c.is_stopped, "stopped"), else_="running")
EVERY = (Choice("day", _("Day")), Choice("week", _("Week")), Choice("month", _("Month")), Choice("year", _("Year")))
SHORT_MONTH = (Choice("last_day", _("Its last day")), Choice("skip", _("Skip that month")))
SHIFT = (
    Choice("preceding", _("The working day before")),
    Choice("following", _("The next working day")),
    Choice("modified_preceding", _("The working day before, in the same month")),
    Choice("modified_following", _("The next working day, in the same month")),
    Choice("none", _("Stays")),
)
MADE = (Choice("when_done", _("When the last one is done")), Choice("on_schedule", _("On schedule")))

TASK_RULES = Query(
    "base.task_rules",
    _("Repeating tasks"),
    "base.task.manage",
    statement=lambda: select(task_rule.c.id).select_from(task_rule.join(owner, owner.c.id == task_rule.c.owner_id)),
    company=task_rule.c.company_id,
    description="Rules that make the same task again and again.",
    columns=(
        Column("id", _("Number"), "id", task_rule.c.id, hidden=True),
        Column("title", _("What is to do"), "text", task_rule.c.title, sort=True, phone=1, link="base/task-rules/{id}"),
        Column("every_count", _("How many of them"), "integer", task_rule.c.every_count, phone=2),
        Column("every", _("Every"), "status", task_rule.c.every, choices=EVERY, phone=2),
        Column("first_day", _("First day"), "date", task_rule.c.first_day, sort=True),
        Column("owner", _("Owner"), "text", owner.c.name, sort=True, phone=2),
        Column("shift", _("When it falls on a day off"), "status", task_rule.c.shift, choices=SHIFT),
        Column("made", _("The next one is made"), "status", task_rule.c.made, choices=MADE),
        Column(
            "status",
            _("Status"),
            "status",
            cast(_rule_state, Text),
            choices=(Choice("running", _("Running")), Choice("stopped", _("Stopped"))),
            tones={"running": "green", "stopped": "secondary"},
            phone=1,
        ),
        Column("note", _("Note"), "text", task_rule.c.note, hidden=True),
        Column("owner_id", _("Owner"), "id", task_rule.c.owner_id, hidden=True),
        Column(
            "short_month",
            _("When the month has no such day"),
            "status",
            task_rule.c.short_month,
            choices=SHORT_MONTH,
            hidden=True,
        ),
        Column("calendar_id", _("Calendar"), "id", task_rule.c.calendar_id, hidden=True),
        Column("days_ahead", _("On schedule: so many working days ahead"), "integer", task_rule.c.days_ahead, hidden=True),
        Column("remind_before", _("Remind before"), "text", func.array_to_string(task_rule.c.remind_before, ", "), hidden=True),
        Column("remind_after", _("Remind when late"), "text", func.array_to_string(task_rule.c.remind_after, ", "), hidden=True),
        Column("escalate_to", _("Tell when late"), "id", task_rule.c.escalate_to, hidden=True),
        Column(
            "escalate_after",
            _("After so many working days late"),
            "integer",
            func.coalesce(task_rule.c.escalate_after, 3),
            hidden=True,
        ),
        Column("is_stopped", _("Stopped"), "flag", task_rule.c.is_stopped, hidden=True),
        Column("version", _("Version"), "integer", task_rule.c.version, hidden=True),
    ),
    key=("id",),
    default_sort=("title",),
    search=(task_rule.c.title,),
)
