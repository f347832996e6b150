"""Purchase orders and their lines, read."""

from typing import Any

from sqlalchemy import ColumnElement, Select, Text, and_, case, cast, func, literal, select

from dapur.contract import Column, Filter, Query, _
from dapur_base.ranges import within
from dapur_base.tables import party, unit
from dapur_logistics.order_tables import purchase_line, purchase_order
from dapur_logistics.queries.order_words import PURCHASE_STATES, PURCHASE_TONES
from dapur_logistics.tables import item, location


def _of_lines(expression: ColumnElement[Any]) -> ColumnElement[Any]:
    return (
        select(expression)
        .where(purchase_line.c.company_id == purchase_order.c.company_id, purchase_line.c.order_id == purchase_order.c.id)
        .correlate(purchase_order)
        .scalar_subquery()
    )


_all_here = _of_lines(func.bool_and(purchase_line.c.received >= purchase_line.c.ordered))
_some_here = _of_lines(func.bool_or(purchase_line.c.received > 0))
_total = _of_lines(func.sum(purchase_line.c.quantity * purchase_line.c.unit_price))
_state = case(
    (and_(purchase_order.c.status == "ordered", _all_here), "received"),
    (and_(purchase_order.c.status == "ordered", _some_here), "partly"),
    else_=purchase_order.c.status,
)
_title = case((purchase_order.c.number != "", purchase_order.c.number), else_=func.concat("#", purchase_order.c.id))


def _orders() -> Select[Any]:
    return select(purchase_order.c.id).select_from(
        purchase_order.join(
            party, and_(party.c.company_id == purchase_order.c.company_id, party.c.id == purchase_order.c.supplier_id)
        ).join(
            location, and_(location.c.company_id == purchase_order.c.company_id, location.c.id == purchase_order.c.warehouse_id)
        )
    )


PURCHASE_ORDERS = Query(
    "logistics.purchase_orders",
    _("Purchase orders"),
    "logistics.read",
    statement=_orders,
    company=purchase_order.c.company_id,
    description="Orders to suppliers, the newest first.",
    columns=(
        Column("id", _("Number"), "id", purchase_order.c.id, hidden=True),
        Column("code", _("Number"), "code", _title, hidden=True),
        Column("name", _("Supplier"), "text", party.c.name, hidden=True),
        Column("day", _("Date"), "date", purchase_order.c.day, sort=True, phone=2),
        Column("number", _("Number"), "code", _title, phone=1, link="logistics/purchases/{id}"),
        Column("supplier", _("Supplier"), "text", party.c.name, sort=True, phone=2),
        Column("expected", _("Expected on"), "date", purchase_order.c.expected),
        Column("total", _("Total"), "money", func.coalesce(_total, 0), phone=1),
        Column("status", _("Status"), "status", cast(_state, Text), choices=PURCHASE_STATES, tones=PURCHASE_TONES, phone=1),
        Column("warehouse", _("Warehouse"), "text", location.c.name),
        Column("tolerance", _("Tolerance (%)"), "number", purchase_order.c.tolerance, hidden=True),
        Column("reference", _("Reference"), "code", purchase_order.c.reference, hidden=True),
        Column("note", _("Note"), "text", purchase_order.c.note, hidden=True),
        Column("supplier_id", _("Supplier"), "id", purchase_order.c.supplier_id, hidden=True),
        Column("warehouse_id", _("Warehouse"), "id", purchase_order.c.warehouse_id, hidden=True),
        Column("version", _("Version"), "integer", purchase_order.c.version, hidden=True),
    ),
    key=("id",),
    default_sort=("-day",),
    filters=(
        Filter("day", _("Date"), "dates", lambda v: within(purchase_order.c.day, v)),
        Filter("supplier", _("Supplier"), "reference", lambda v: purchase_order.c.supplier_id == v, reference="base.parties"),
        Filter("status", _("Status"), "choice", lambda v: cast(_state, Text) == func.any(v), choices=PURCHASE_STATES),
    ),
    search=(purchase_order.c.number, party.c.name, purchase_order.c.reference),
)


def _lines() -> Select[Any]:
    return select(purchase_line.c.id).select_from(
        purchase_line.join(
            purchase_order,
            and_(purchase_order.c.company_id == purchase_line.c.company_id, purchase_order.c.id == purchase_line.c.order_id),
        )
        .join(item, and_(item.c.company_id == purchase_line.c.company_id, item.c.id == purchase_line.c.item_id))
        .join(unit, and_(unit.c.company_id == purchase_line.c.company_id, unit.c.id == purchase_line.c.unit_id))
    )


_received = purchase_line.c.received * purchase_line.c.quantity / purchase_line.c.ordered
PURCHASE_LINES = Query(
    "logistics.purchase_lines",
    _("Order lines"),
    "logistics.read",
    statement=_lines,
    company=purchase_line.c.company_id,
    description="Lines of purchase orders with what was received, in the unit in which they were ordered.",
    columns=(
        Column("id", _("Number"), "id", purchase_line.c.id, hidden=True),
        Column("line_no", _("Line"), "integer", purchase_line.c.line_no, sort=True),
        Column("code", _("Item"), "code", item.c.code, phone=1, link="logistics/items/{item_id}"),
        Column("name", _("Name"), "text", item.c.name, phone=2),
        Column("quantity", _("Ordered"), "quantity", purchase_line.c.quantity, phone=1),
        Column("received", _("Received"), "quantity", func.trim_scale(_received), phone=1),
        Column("open", _("Open"), "quantity", func.trim_scale(func.greatest(purchase_line.c.quantity - _received, 0))),
        Column("unit", _("Counted in"), "code", unit.c.code, phone=1),
        Column("unit_price", _("Price of one"), "money", purchase_line.c.unit_price),
        Column("amount", _("Amount"), "money", purchase_line.c.quantity * purchase_line.c.unit_price, total=True),
        Column("cost_centre", _("Cost centre"), "code", purchase_line.c.cost_centre, hidden=True),
        Column("item_id", _("Item"), "id", purchase_line.c.item_id, hidden=True),
        Column("unit_id", _("Counted in"), "id", purchase_line.c.unit_id, hidden=True),
        Column("order_id", _("Order no."), "id", purchase_line.c.order_id, hidden=True),
        Column("number", _("Order no."), "code", func.coalesce(purchase_order.c.number, literal("")), hidden=True),
    ),
    key=("id",),
    default_sort=("line_no",),
    filters=(
        Filter(
            "order", _("Order no."), "reference", lambda v: purchase_line.c.order_id == v, reference="logistics.purchase_orders"
        ),
        Filter("item", _("Item"), "reference", lambda v: purchase_line.c.item_id == v, reference="logistics.items"),
    ),
    search=(item.c.code, item.c.name),
)

QUERIES = (PURCHASE_ORDERS, PURCHASE_LINES)
