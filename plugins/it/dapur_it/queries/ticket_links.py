"""What tickets have to do with each other, read from either end."""

from sqlalchemy import and_, or_, select

from dapur.contract import Column, Filter, Query, _
from dapur_it.tables import ticket, ticket_link
from dapur_it.words import LINK_KINDS, SPLIT_KINDS, STATE_TONES, STATES

ln = ticket_link.c
one, other = ticket.alias("one"), ticket.alias("other")

TICKET_LINKS = Query(
    "it.ticket_links",
    _("Links of tickets"),
    "it.ticket.read",
    statement=lambda: select(ln.id).select_from(
        ticket_link.join(one, and_(one.c.company_id == ln.company_id, one.c.id == ln.ticket_id)).join(
            other, and_(other.c.company_id == ln.company_id, other.c.id == ln.other_id)
        )
    ),
    company=ln.company_id,
    description="Which ticket has to do with which other, and how.",
    columns=(
        Column("id", _("Number"), "id", ln.id, hidden=True),
        Column("number", _("Ticket"), "code", one.c.number, sort=True, phone=1, link="it/tickets/{ticket_id}"),
        Column("title", _("Subject"), "text", one.c.title),
        Column("kind", _("Link"), "status", ln.kind, choices=(*LINK_KINDS, *SPLIT_KINDS), phone=2),
        Column("other", _("Other ticket"), "code", other.c.number, phone=1, link="it/tickets/{other_id}"),
        Column("other_title", _("Its subject"), "text", other.c.title),
        Column("other_status", _("Its status"), "status", other.c.state, choices=STATES, tones=STATE_TONES, phone=2),
        Column("ticket_id", _("Ticket"), "id", ln.ticket_id, hidden=True),
        Column("other_id", _("Other ticket"), "id", ln.other_id, hidden=True),
    ),
    key=("id",),
    default_sort=("-number", "-id"),
    filters=(
        Filter(
            "ticket", _("Ticket"), "reference", lambda v: or_(ln.ticket_id == v, ln.other_id == v), reference="it.ticket_choices"
        ),
    ),
)
