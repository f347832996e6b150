"""Tickets that have to do with each other: the same cause, one that waits for another, the same asked twice."""

from typing import Annotated, Literal

from dapur.contract import Form, NotFound, Refused, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_it.operations.ticket_rows import TICKET, held_ticket
from dapur_it.words import LINK_KINDS

LinkKind = Literal["relates", "caused_by", "causes", "blocked_by", "blocks", "duplicate_of", "has_duplicate"]
OTHER_WAY = {"causes": "caused_by", "blocks": "blocked_by", "has_duplicate": "duplicate_of"}
"""Kept the one way, told both ways."""


class LinkTicket(Form):
    """How a ticket has to do with another."""

    id: TICKET
    kind: Annotated[LinkKind, Shown(_("This ticket"), choices=LINK_KINDS)] = "relates"
    other_id: Annotated[int, Shown(_("Other ticket"), kind="reference", reference="it.ticket_choices")]


class TicketsLinked(Result):
    """The ticket and the other one."""

    id: int
    other_id: int


@operation("it.link_ticket", title=_("Link ticket"), permission="it.ticket.work", audit_verb=_("linked the ticket"))
async def link_ticket(work: Work, form: LinkTicket) -> TicketsLinked:
    """Note that two tickets have to do with each other. Each shows the other."""
    if form.id == form.other_id:
        raise Refused("IT_SAME_TICKET", _("A ticket is not linked to itself. Choose another."), field="other_id")
    await held_ticket(work, form.id)
    await _need_ticket(work, form.other_id)
    if form.kind in OTHER_WAY:
        await join_tickets(work, form.other_id, OTHER_WAY[form.kind], form.id)
    else:
        await join_tickets(work, form.id, form.kind, form.other_id)
    return TicketsLinked(id=form.id, other_id=form.other_id)


async def join_tickets(work: Work, ticket: int, kind: str, other: int) -> None:
    """Write a link as it is kept; one that is there stays."""
    ends = sorted((ticket, other)) if kind == "relates" else (ticket, other)
    await work.run(
        "insert into it.ticket_link (company_id, ticket_id, kind, other_id) values (%s, %s, %s, %s) on conflict do nothing",
        *(work.scope.company, ends[0], kind, ends[1]),
    )


class UnlinkTicket(Form):
    """Which link."""

    id: Annotated[int, Shown(_("Link"), kind="reference", reference="it.ticket_links")]


@operation("it.unlink_ticket", title=_("Remove link"), permission="it.ticket.work", audit_verb=_("removed a link"))
async def unlink_ticket(work: Work, form: UnlinkTicket) -> TicketsLinked:
    """Two tickets have nothing to do with each other."""
    row = await work.row(
        "delete from it.ticket_link where company_id = %s and id = %s returning ticket_id, other_id", work.scope.company, form.id
    )
    if row is None:
        raise NotFound(field="id")
    return TicketsLinked(id=row["ticket_id"], other_id=row["other_id"])


async def _need_ticket(work: Work, ticket: int) -> None:
    if await work.value("select id from it.ticket where company_id = %s and id = %s", work.scope.company, ticket) is None:
        raise NotFound(_("There is no such ticket. Choose another."), field="other_id")
