"""Tickets that nobody wrote: a broken device came back, somebody leaves who has access."""

from dataclasses import dataclass

from dapur.operations.work import Work
from dapur_it.operations.open_ticket import Draft, make_ticket


@dataclass(frozen=True)
class Reason:
    """Why there is a ticket. key: the same cause makes it once."""

    key: str
    title: str
    kind: str = "request"
    details: str = ""


async def ticket_by_itself(work: Work, reason: Reason) -> int | None:
    """The ticket of a cause, made now or before; None while no queue takes tickets."""
    company = work.scope.company
    there = await work.value("select id from it.ticket where company_id = %s and event_key = %s", company, reason.key)
    if there is not None:
        return int(there)
    queue = await work.value("select id from it.queue where company_id = %s and not is_closed order by id limit 1", company)
    if queue is None:
        return None
    draft = Draft(reason.title, queue, reason.kind, details=reason.details, source="event", event_key=reason.key)
    return await make_ticket(work, draft)
