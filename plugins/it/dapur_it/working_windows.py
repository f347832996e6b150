"""The windows of a calendar as instants with the working minutes before each, so that a list can subtract two positions."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import takewhile

from dapur.operations.work import Work
from dapur_base.calendars import Calendar, calendar_of
from dapur_base.rules.working_time import Counted, windows_from

BEHIND = timedelta(days=400)
AHEAD = timedelta(days=500)
INSERT = """
    insert into it.working_window (company_id, calendar_id, opens, closes, minutes_before)
    select %s, %s, * from unnest(%s::timestamptz[], %s::timestamptz[], %s::int[])
"""


async def lay_out(work: Work, calendar: int) -> Calendar:
    """Make the windows of a calendar again, as it is now."""
    found = await calendar_of(work, calendar)
    pieces = list(_pieces(found, work.now))
    await work.run("delete from it.working_window where company_id = %s and calendar_id = %s", work.scope.company, calendar)
    before = [0]
    for piece in pieces[:-1]:
        before.append(before[-1] + piece.length // timedelta(minutes=1))
    opens, closes = [piece.start for piece in pieces], [piece.end for piece in pieces]
    await work.run(INSERT, work.scope.company, calendar, opens, closes, before)
    return found


async def need_laid_out(work: Work, calendar: int) -> None:
    """Make the windows of a calendar that has none yet."""
    sql = "select exists (select from it.working_window where company_id = %s and calendar_id = %s)"
    if not await work.value(sql, work.scope.company, calendar):
        await lay_out(work, calendar)


def _pieces(calendar: Calendar, now: datetime) -> Iterator[Counted]:
    return takewhile(lambda piece: piece.start < now + AHEAD, windows_from(calendar, now - BEHIND))
