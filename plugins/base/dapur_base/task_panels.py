"""What tasks show on the home page and on their records."""

from dataclasses import dataclass
from datetime import date
from itertools import islice

from dapur.contract import HomeTask, Panel, _
from dapur.language.catalogue import translate
from dapur.language.dates import format_date, weekday
from dapur.queries.reader import Reader
from dapur_base.calendars import calendar_of, shifted
from dapur_base.rules.recurrence import Recurrence
from dapur_base.rules.reminders import reminders

MINE = """
    select id, title, due, document_title from base.task
    where company_id = %s and owner_id = %s and state = 'open' order by due nulls last, id limit 200
"""
ONE = """
    select due, calendar_id, remind_before, remind_after, escalate_after, state from base.task where company_id = %s and id = %s
"""
SENT = "select kind, days, sent_at from base.task_reminder where company_id = %s and task_id = %s and due = %s"
RULE = """
    select first_day, every, every_count, short_month, shift, calendar_id from base.task_rule where company_id = %s and id = %s
"""
DATES_SHOWN = 6


async def my_tasks(reader: Reader, _key: str) -> list[HomeTask] | None:
    """One's own open tasks; the home page sorts and marks them."""
    rows = await reader.rows(MINE, reader.scope.company, reader.scope.user)
    return [
        HomeTask(title, f"base/tasks/{number}", document, due, icon="checkbox") for number, title, due, document in rows
    ] or None


@dataclass(frozen=True, slots=True)
class ReminderDay:
    """When a task is reminded of. words: what happens then; sent: it happened."""

    day: date
    text: str
    words: str
    sent: bool


async def reminder_days(reader: Reader, key: str) -> list[ReminderDay] | None:
    """The days on which a task is reminded of."""
    found = await reader.rows(ONE, reader.scope.company, int(key))
    if not found or found[0][0] is None:
        return None
    due, calendar_id, before, after, escalate_after, _state = found[0]
    sent = {(kind, days) for kind, days, _at in await reader.rows(SENT, reader.scope.company, int(key), due)}
    language = reader.scope.language
    words = {"before": _("Reminder before it is due"), "after": _("Reminder when late"), "escalated": _("Somebody else is told")}
    return [
        ReminderDay(
            one.day,
            f"{weekday(one.day, language)}, {format_date(one.day, language)}",
            translate(words[one.kind], language),
            (one.kind, one.days) in sent,
        )
        for one in reminders(await calendar_of(reader, calendar_id), due, before, after, escalate_after)
    ] or None


@dataclass(frozen=True, slots=True)
class RuleDate:
    """A date of a rule: what the rule says, and the day it is due, moved over days off. Texts for the page."""

    raw: date
    due: date
    due_text: str
    moved_from: str


async def next_dates(reader: Reader, key: str) -> list[RuleDate] | None:
    """The next dates of a repeating task."""
    return await rule_dates(reader, int(key), reader.today, DATES_SHOWN)


async def rule_dates(reader: Reader, rule: int, first: date, count: int) -> list[RuleDate] | None:
    """So many dates of a rule from a day on; None when there is no such rule."""
    found = await reader.rows(RULE, reader.scope.company, rule)
    if not found:
        return None
    first_day, every, every_count, short_month, shift, calendar_id = found[0]
    calendar = await calendar_of(reader, calendar_id)
    dates = (day for day in Recurrence(first_day, every, every_count, short_month).dates() if day >= first)
    return [_rule_date(reader, day, shifted(calendar, day, shift)) for day in islice(dates, count)]


def _rule_date(reader: Reader, raw: date, due: date) -> RuleDate:
    language = reader.scope.language
    return RuleDate(
        raw, due, f"{weekday(due, language)}, {format_date(due, language)}", format_date(raw, language) if raw != due else ""
    )


TASK_PANELS = (
    Panel("home.tasks", "base.tasks", _("Tasks"), "base.task.use", "", my_tasks, 5),
    Panel("base.task", "base.task_reminders", _("Reminders"), "base.task.use", "base/reminder_days.html", reminder_days),
    Panel("base.task_rule", "base.next_dates", _("Next dates"), "base.task.manage", "base/next_dates.html", next_dates),
)
