"""Stock documents and their moves, read: the stock card is the moves of an item."""

from typing import Any

from sqlalchemy import Select, and_, func, literal, or_, select

from dapur.contract import Column, Filter, Query, _
from dapur.tables import app_user
from dapur_base.ranges import within
from dapur_base.tables import party, unit
from dapur_logistics.queries.words import DOCUMENT_KINDS, DOCUMENT_TONES
from dapur_logistics.tables import booking, booking_entry, document, item, location, lot, move, valuation

_poster = app_user.alias("poster")
_value = (
    select(func.sum(func.greatest(valuation.c.value, 0)))
    .select_from(
        valuation.join(booking, and_(booking.c.company_id == valuation.c.company_id, booking.c.id == valuation.c.booking_id))
    )
    .where(booking.c.company_id == document.c.company_id, booking.c.document_id == document.c.id, booking.c.kind == "document")
    .correlate(document)
    .scalar_subquery()
)
_entry = (
    select(func.min(booking_entry.c.number))
    .select_from(
        booking.join(
            booking_entry, and_(booking_entry.c.company_id == booking.c.company_id, booking_entry.c.booking_id == booking.c.id)
        )
    )
    .where(booking.c.company_id == document.c.company_id, booking.c.document_id == document.c.id, booking.c.kind == "document")
    .correlate(document)
    .scalar_subquery()
)


def _documents() -> Select[Any]:
    return select(document.c.id).select_from(
        document.outerjoin(party, and_(party.c.company_id == document.c.company_id, party.c.id == document.c.party_id)).outerjoin(
            _poster, _poster.c.id == document.c.posted_by
        )
    )


DOCUMENTS = Query(
    "logistics.documents",
    _("Stock documents"),
    "logistics.read",
    statement=_documents,
    company=document.c.company_id,
    description="What was received, issued, delivered, moved and counted, the newest first.",
    columns=(
        Column("id", _("Number"), "id", document.c.id, hidden=True),
        Column("day", _("Date"), "date", document.c.day, sort=True, phone=2),
        Column("number", _("Number"), "code", document.c.number, sort=True, phone=1, link="logistics/stock-documents/{id}"),
        Column("status", _("Kind"), "status", document.c.kind, choices=DOCUMENT_KINDS, tones=DOCUMENT_TONES, phone=1),
        Column("party", _("Partner"), "text", func.coalesce(party.c.name, literal("")), phone=2),
        Column("value", _("Value"), "money", func.coalesce(_value, 0), permission="logistics.value.read"),
        Column("entry", _("Journal entry"), "code", func.coalesce(_entry, literal(""))),
        Column("reference", _("Reference"), "code", document.c.reference),
        Column("note", _("Note"), "text", document.c.note, hidden=True),
        Column("cost_centre", _("Cost centre"), "code", document.c.cost_centre, hidden=True),
        Column("posted_by", _("Posted by"), "text", func.coalesce(_poster.c.name, literal("")), hidden=True),
        Column("posted_at", _("Posted"), "time", document.c.posted_at, hidden=True),
        Column("order_id", _("Order no."), "id", document.c.order_id, hidden=True),
        Column("party_id", _("Partner"), "id", document.c.party_id, hidden=True),
    ),
    key=("id",),
    default_sort=("-day",),
    filters=(
        Filter("day", _("Date"), "dates", lambda v: within(document.c.day, v)),
        Filter("status", _("Kind"), "choice", lambda v: document.c.kind == func.any(v), choices=DOCUMENT_KINDS),
        Filter(
            "purchase",
            _("Purchase order"),
            "reference",
            lambda v: and_(document.c.order_id == v, document.c.kind.in_(("receipt", "supplier_return"))),
            reference="logistics.purchase_orders",
        ),
        Filter(
            "sale",
            _("Sales order"),
            "reference",
            lambda v: and_(document.c.order_id == v, document.c.kind.in_(("delivery", "customer_return"))),
            reference="logistics.sales_orders",
        ),
        Filter("party", _("Partner"), "reference", lambda v: document.c.party_id == v, reference="base.parties"),
    ),
    search=(document.c.number, document.c.reference),
)

_source, _target = location.alias("source"), location.alias("target")
_worth = (
    select(func.sum(func.greatest(valuation.c.value, 0)))
    .where(valuation.c.company_id == move.c.company_id, valuation.c.event_id == move.c.id)
    .correlate(move)
    .scalar_subquery()
)


def _moves() -> Select[Any]:
    return select(move.c.id).select_from(
        move.join(document, and_(document.c.company_id == move.c.company_id, document.c.id == move.c.document_id))
        .join(item, and_(item.c.company_id == move.c.company_id, item.c.id == move.c.item_id))
        .join(unit, and_(unit.c.company_id == item.c.company_id, unit.c.id == item.c.unit_id))
        .join(_source, and_(_source.c.company_id == move.c.company_id, _source.c.id == move.c.from_id))
        .join(_target, and_(_target.c.company_id == move.c.company_id, _target.c.id == move.c.to_id))
        .outerjoin(lot, and_(lot.c.company_id == move.c.company_id, lot.c.id == move.c.lot_id))
    )


MOVES = Query(
    "logistics.moves",
    _("Moves"),
    "logistics.read",
    statement=_moves,
    company=move.c.company_id,
    description="Every quantity that went from one place to another; never changed afterwards.",
    columns=(
        Column("id", _("Number"), "id", move.c.id, hidden=True),
        Column("day", _("Date"), "date", move.c.day, sort=True, phone=2),
        Column("number", _("Document"), "code", document.c.number, phone=1, link="logistics/stock-documents/{document_id}"),
        Column("kind", _("Kind"), "status", document.c.kind, choices=DOCUMENT_KINDS, tones=DOCUMENT_TONES),
        Column("code", _("Item"), "code", item.c.code, sort=True, phone=1, link="logistics/items/{item_id}"),
        Column("name", _("Name"), "text", item.c.name),
        Column("source", _("From"), "text", _source.c.name, phone=2),
        Column("target", _("Goes to"), "text", _target.c.name, phone=2),
        Column("lot", _("Lot"), "code", func.coalesce(lot.c.code, literal(""))),
        Column("quantity", _("Quantity"), "quantity", move.c.quantity, phone=1),
        Column("unit", _("Counted in"), "code", unit.c.code, phone=1),
        Column("value", _("Value"), "money", func.coalesce(_worth, 0), permission="logistics.value.read"),
        Column("document_id", _("Document"), "id", move.c.document_id, hidden=True),
        Column("item_id", _("Item"), "id", move.c.item_id, hidden=True),
        Column("lot_id", _("Lot"), "id", move.c.lot_id, hidden=True),
        Column("of_id", _("Returns"), "id", move.c.of_id, hidden=True),
    ),
    key=("id",),
    default_sort=("-day",),
    filters=(
        Filter("item", _("Item"), "reference", lambda v: move.c.item_id == v, reference="logistics.items"),
        Filter("lot", _("Lot"), "reference", lambda v: move.c.lot_id == v, reference="logistics.lots"),
        Filter(
            "place", _("Place"), "reference", lambda v: or_(move.c.from_id == v, move.c.to_id == v), reference="logistics.places"
        ),
        Filter("document", _("Document"), "reference", lambda v: move.c.document_id == v, reference="logistics.documents"),
        Filter("day", _("Date"), "dates", lambda v: within(move.c.day, v)),
    ),
    search=(document.c.number, item.c.code, item.c.name),
)

QUERIES = (DOCUMENTS, MOVES)
