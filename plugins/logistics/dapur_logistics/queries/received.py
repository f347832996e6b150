"""What was received and can be billed, line by line, read."""

from sqlalchemy import and_, select

from dapur.contract import Column, Filter, Query, _
from dapur_base.tables import party, unit
from dapur_logistics.tables import document, item, move

RECEIVED = Query(
    "logistics.received",
    _("Received lines"),
    "logistics.read",
    statement=lambda: (
        select(move.c.id)
        .select_from(
            move.join(document, and_(document.c.company_id == move.c.company_id, document.c.id == move.c.document_id))
            .join(item, and_(item.c.company_id == move.c.company_id, item.c.id == move.c.item_id))
            .join(unit, and_(unit.c.company_id == move.c.company_id, unit.c.id == move.c.unit_id))
            .outerjoin(party, and_(party.c.company_id == document.c.company_id, party.c.id == document.c.party_id))
        )
        .where(document.c.kind == "receipt")
    ),
    company=move.c.company_id,
    description="Goods as they came in, in the unit in which they came.",
    columns=(
        Column("id", _("Number"), "id", move.c.id, hidden=True),
        Column("day", _("Date"), "date", move.c.day, sort=True, phone=2),
        Column("code", _("Goods receipt"), "code", document.c.number, phone=1, link="logistics/stock-documents/{document_id}"),
        Column("name", _("Item"), "text", item.c.name, phone=1),
        Column("supplier", _("Supplier"), "text", party.c.name),
        Column("quantity", _("Quantity"), "quantity", move.c.unit_quantity, phone=1),
        Column("unit", _("Counted in"), "code", unit.c.code),
        Column("cost", _("Cost"), "money", move.c.given, permission="logistics.value.read"),
        Column("document_id", _("Goods receipt"), "id", move.c.document_id, hidden=True),
    ),
    key=("id",),
    default_sort=("-day",),
    filters=(
        Filter("document", _("Goods receipt"), "reference", lambda v: move.c.document_id == v, reference="logistics.documents"),
    ),
    search=(document.c.number, item.c.name),
)

QUERIES = (RECEIVED,)
