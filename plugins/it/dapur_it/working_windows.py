"""The windows of a calendar as instants with the working minutes before each, so that a list can subtract two positions."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import takewhile

from dapur.operations.work import Work
from dapur_base.calendars import Calendar, calendar_of, working_time
from dapur_base.rules.working_time import Counted, windows_from

ORIGIN = datetime(2025, 1, 1, tzinfo=UTC)
"""Minutes are counted from here, so that marks stay when windows further ahead are added."""
BEHIND = timedelta(days=400)
AHEAD = timedelta(days=500)
INSERT = """
    insert into it.working_window (company_id, calendar_id, opens, closes, minutes_before)
    select %s, %s, * from unnest(%s::timestamptz[], %s::timestamptz[], %s::int[])
    on conflict do nothing
"""
MARK_AGAIN = """
    update it.ticket t set response_mark = m.response, resolution_mark = m.resolution from (
        select id, it.mark(company_id, calendar_id, response_due) as response, it.mark(company_id, calendar_id, resolution_due) as resolution
        from it.ticket where company_id = %s and calendar_id = %s and ended_at is null) m
    where t.company_id = %s and t.id = m.id
      and (t.response_mark, t.resolution_mark) is distinct from (m.response, m.resolution)
"""


async def lay_out(work: Work, calendar: int) -> Calendar:
    """Make the windows of a calendar again, as it is now."""
    found = await calendar_of(work, calendar)
    pieces = list(_pieces(found, work.now))
    await work.run("delete from it.working_window where company_id = %s and calendar_id = %s", work.scope.company, calendar)
    before = [working_time(found, ORIGIN, pieces[0].start) // timedelta(minutes=1)]
    for piece in pieces[:-1]:
        before.append(before[-1] + piece.length // timedelta(minutes=1))
    opens, closes = [piece.start for piece in pieces], [piece.end for piece in pieces]
    await work.run(INSERT, work.scope.company, calendar, opens, closes, before)
    await work.run(MARK_AGAIN, work.scope.company, calendar, work.scope.company)
    return found


async def need_laid_out(work: Work, calendar: int) -> None:
    """Make the windows of a calendar that has none yet: its first ticket does. Of two first ones the later finds them there."""
    sql = "select exists (select from it.working_window where company_id = %s and calendar_id = %s)"
    if not await work.value(sql, work.scope.company, calendar):
        await lay_out(work, calendar)


def _pieces(calendar: Calendar, now: datetime) -> Iterator[Counted]:
    return takewhile(lambda piece: piece.start < now + AHEAD, windows_from(calendar, now - BEHIND))
