"""A ticket that an operation works on."""

from typing import Annotated, Any

from dapur.contract import Form, NotFound, Refused, Result, Shown, _
from dapur.operations.work import Work

TICKET = Annotated[int, Shown(_("Ticket"), kind="reference", reference="it.ticket_choices")]
MY_TICKET = Annotated[int, Shown(_("Request"), kind="reference", reference="it.my_tickets")]


class WhichTicket(Form):
    """Which ticket."""

    id: TICKET


class TicketSaved(Result):
    """The ticket."""

    id: int
    number: str
    state: str
    version: int


async def held_ticket(work: Work, ticket: int) -> dict[str, Any]:
    """The ticket, held for this transaction. Raises NotFound."""
    row = await work.row("select * from it.ticket where company_id = %s and id = %s for update", work.scope.company, ticket)
    if row is None:
        raise NotFound(field="id")
    return row


async def held_own_ticket(work: Work, ticket: int) -> dict[str, Any]:
    """One's own request. Somebody else's does not exist."""
    row = await held_ticket(work, ticket)
    if row["requester_id"] != work.actor:
        raise NotFound(field="id")
    return row


def need_live(row: dict[str, Any]) -> None:
    """Raises Refused (IT_TICKET_CLOSED): what is closed is asked anew."""
    if row["state"] == "closed":
        raise Refused("IT_TICKET_CLOSED", _("This ticket is closed. Open a new one about the same."), field="id")


async def saved(work: Work, ticket: int) -> TicketSaved:
    """The answer of an operation."""
    row = await work.row(
        "select id, number, state, version from it.ticket where company_id = %s and id = %s", work.scope.company, ticket
    )
    assert row is not None
    return TicketSaved(**row)
