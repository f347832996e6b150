"""The clock of a ticket after something changed: intervals are added, due moments computed again, and every change told."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from dapur.operations.work import Work
from dapur_base.calendars import Calendar, calendar_of
from dapur_it.clocks import promises_of, spans_of
from dapur_it.rules.deadlines import Deadlines, Promise, deadlines
from dapur_it.working_windows import need_laid_out

Cause = Literal["opened", "state", "priority", "queue", "calendar"]
KEEP = """
    update it.ticket set response_due = %s, resolution_due = %s, left_minutes = %s, version = version + 1,
        response_mark = it.mark(company_id, calendar_id, %s), resolution_mark = it.mark(company_id, calendar_id, %s)
    where company_id = %s and id = %s
"""
TELL = """
    insert into it.due_change (company_id, ticket_id, measure, due_before, due_after, cause, changed_by)
    values (%s, %s, %s, %s, %s, %s, %s)
"""


async def begin_clock(work: Work, ticket: int, calendar: int) -> Deadlines:
    """The first interval of a ticket."""
    await enter_state(work, ticket, "open")
    return await recount(work, ticket, await calendar_of(work, calendar), "opened")


async def enter_state(work: Work, ticket: int, state: str) -> None:
    """End the interval that runs, and begin the next."""
    company = work.scope.company
    await work.run(
        "update it.ticket_interval set to_at = %s where company_id = %s and ticket_id = %s and to_at is null",
        work.now,
        company,
        ticket,
    )
    await work.run(
        "insert into it.ticket_interval (company_id, ticket_id, state, from_at, set_by) values (%s, %s, %s, %s, %s)",
        company,
        ticket,
        state,
        work.now,
        work.actor,
    )


async def recount(work: Work, ticket: int, calendar: Calendar, cause: Cause) -> Deadlines:
    """Compute the due moments of a ticket again."""
    return (await recount_all(work, [ticket], calendar, cause))[ticket]


async def recount_all(work: Work, tickets: Sequence[int], calendar: Calendar, cause: Cause) -> dict[int, Deadlines]:
    """The same for many of one calendar; only what differs is written."""
    await need_laid_out(work, calendar.id)
    spans, promises = await spans_of(work, tickets), await promises_of(work, tickets)
    found: dict[int, Deadlines] = {}
    for ticket, (_calendar, promise) in promises.items():
        found[ticket] = deadlines(calendar, promise, spans[ticket], work.now)
        await _keep(work, ticket, promise, found[ticket], cause)
    return found


async def _keep(work: Work, ticket: int, before: Promise, after: Deadlines, cause: Cause) -> None:
    moved = [
        (measure, old, new)
        for measure, old, new in (
            ("response", before.response_due, after.response),
            ("resolution", before.resolution_due, after.resolution),
        )
        if old != new
    ]
    if moved or cause != "calendar":
        dues = (after.response, after.resolution)
        await work.run(KEEP, *dues, after.left_minutes, *dues, work.scope.company, ticket)
    for measure, old, new in moved:
        await _tell(work, ticket, measure, old, new, cause)


async def _tell(work: Work, ticket: int, measure: str, old: datetime | None, new: datetime | None, cause: Cause) -> None:
    await work.run(TELL, work.scope.company, ticket, measure, old, new, cause, work.actor)
