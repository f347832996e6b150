"""The clocks of tickets, read inside an operation as well as for pages and reports."""

from collections import defaultdict
from collections.abc import Sequence

from dapur_base.reading import Source, rows_of
from dapur_it.rules.clock import Span
from dapur_it.rules.deadlines import Promise

SPANS = "select ticket_id, state, from_at, to_at from it.ticket_interval where company_id = %s and ticket_id = any (%s) order by from_at, id"
PROMISES = """
    select id, calendar_id, created_at, response_minutes, resolution_minutes, responded_at, response_due, resolution_due
    from it.ticket where company_id = %s and id = any (%s)
"""


async def spans_of(source: Source, tickets: Sequence[int]) -> dict[int, list[Span]]:
    """The intervals of each ticket, the first one first."""
    found: dict[int, list[Span]] = defaultdict(list)
    for ticket, state, start, end in await rows_of(source, SPANS, source.scope.company, list(tickets)):
        found[ticket].append(Span(state, start, end))
    return found


async def promises_of(source: Source, tickets: Sequence[int]) -> dict[int, tuple[int, Promise]]:
    """Ticket -> its calendar and what it was promised."""
    rows = await rows_of(source, PROMISES, source.scope.company, list(tickets))
    return {ticket: (calendar, Promise(*facts)) for ticket, calendar, *facts in rows}
