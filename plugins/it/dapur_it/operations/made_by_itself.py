"""Tickets that nobody wrote: a broken device came back, somebody leaves who has access."""

from dataclasses import dataclass

from dapur.operations.work import Work
from dapur_it.operations.open_ticket import Draft, first_queue, make_ticket, ticket_of_key


@dataclass(frozen=True)
class Reason:
    """Why there is a ticket. key: the same cause makes it once."""

    key: str
    title: str
    kind: str = "request"
    details: str = ""


async def ticket_by_itself(work: Work, reason: Reason) -> int | None:
    """The ticket of a cause, made now or before; None while no queue takes tickets."""
    there = await ticket_of_key(work, reason.key)
    if there is not None:
        return there
    queue = await first_queue(work)
    if queue is None:
        return None
    draft = Draft(reason.title, queue, reason.kind, details=reason.details, source="event", event_key=reason.key)
    return await make_ticket(work, draft)
