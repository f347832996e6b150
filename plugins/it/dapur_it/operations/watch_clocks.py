"""Jobs that watch the clocks: who is told when so much of the time is used up; and calendars that are laid out further."""

from typing import Any

from dapur.contract import Form, Result, _, operation
from dapur.notices.tell import tell
from dapur.operations.work import Work
from dapur_base.calendars import Calendar, calendar_of, clock_starts
from dapur_it.clocks import spans_of
from dapur_it.operations.look_at_ticket import forget_who_looked
from dapur_it.operations.ticket_clock import recount_all
from dapur_it.rules.clock import MINUTE, Span, escalation_moments
from dapur_it.working_windows import lay_out

WATCHED = """
    select t.id, t.number, t.title, t.calendar_id, t.created_at, t.resolution_minutes, l.percent, l.user_id
    from it.ticket t join it.escalation_level l on l.company_id = t.company_id and l.queue_id = t.queue_id
    where t.company_id = %s and t.state = 'open' and t.resolution_minutes is not null
      and not exists (select from it.escalation e where e.company_id = t.company_id and e.ticket_id = t.id
                      and e.percent = l.percent and e.user_id = l.user_id)
    order by t.id, l.percent
"""
NOTE = """
    insert into it.escalation (company_id, ticket_id, percent, user_id, due_at) values (%s, %s, %s, %s, %s)
    on conflict (company_id, ticket_id, percent, user_id) do nothing returning id
"""


class WatchClocks(Form):
    """No input: now decides."""


class ClocksWatched(Result):
    """How many were told."""

    count: int


@operation("it.watch_clocks", title=_("Watch the clocks"), permission="it.ticket.work", audit_verb=_("told of late tickets"))
async def watch_clocks(work: Work, _form: WatchClocks) -> ClocksWatched:
    """Tell whoever is to hear that so much of a ticket's working time is used up: once each, and only in working hours."""
    await forget_who_looked(work)
    rows = await work.rows(WATCHED, work.scope.company)
    calendars = {number: await calendar_of(work, number) for number in {row["calendar_id"] for row in rows}}
    working = {number for number, calendar in calendars.items() if is_working(calendar, work)}
    spans = await spans_of(work, [row["id"] for row in rows])
    told = 0
    for row in rows:
        if row["calendar_id"] in working:
            told += await _tell_when_due(work, row, calendars[row["calendar_id"]], spans[row["id"]])
    return ClocksWatched(count=told)


def is_working(calendar: Calendar, work: Work) -> bool:
    """Whether the calendar works now. The very end of a window counts: what is due at five is told at five."""
    return clock_starts(calendar, work.now) == work.now or clock_starts(calendar, work.now - MINUTE) < work.now


async def _tell_when_due(work: Work, row: dict[str, Any], calendar: Calendar, spans: list[Span]) -> int:
    percent = row["percent"]
    due = escalation_moments(calendar, row["created_at"], row["resolution_minutes"], (percent,), spans)[percent]
    if due is None or due > work.now:
        return 0
    if await work.value(NOTE, work.scope.company, row["id"], percent, row["user_id"], due) is None:
        return 0
    sentence = _("{percent}% of the time is used up: {title}").fill(percent=percent, title=row["title"])
    await tell(work, (row["user_id"],), "it.escalated", sentence, f"it/tickets/{row['id']}")
    return 1


class LayOutCalendars(Form):
    """No input."""


@operation(
    "it.lay_out_calendars", title=_("Lay out calendars"), permission="it.setup", audit_verb=_("laid out the working calendars")
)
async def lay_out_calendars(work: Work, _form: LayOutCalendars) -> ClocksWatched:
    """Make the working windows of all queues again, further ahead, and with the days off that are decreed by now."""
    rows = await work.rows("select distinct calendar_id from it.queue where company_id = %s", work.scope.company)
    for row in rows:
        await calendar_changed(work, row["calendar_id"])
    return ClocksWatched(count=len(rows))


async def calendar_changed(work: Work, calendar: int) -> None:
    """Compute the open tickets of a calendar again, each change noted with its cause. What has ended keeps its moments."""
    found = await lay_out(work, calendar)
    rows = await work.rows(
        "select id from it.ticket where company_id = %s and calendar_id = %s and ended_at is null order by id for update",
        *(work.scope.company, calendar),
    )
    await recount_all(work, [row["id"] for row in rows], found, "calendar")
