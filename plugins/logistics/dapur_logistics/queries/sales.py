"""Sales orders, their lines, and what they hold, read."""

from typing import Any

from sqlalchemy import ColumnElement, Select, Text, and_, case, cast, func, select

from dapur.contract import Column, Filter, Query, _
from dapur_base.ranges import within
from dapur_base.tables import party, unit
from dapur_logistics.order_tables import claim, sales_line, sales_order
from dapur_logistics.queries.order_words import SALES_STATES, SALES_TONES
from dapur_logistics.tables import item, location


def _of_lines(expression: ColumnElement[Any]) -> ColumnElement[Any]:
    return (
        select(expression)
        .where(sales_line.c.company_id == sales_order.c.company_id, sales_line.c.order_id == sales_order.c.id)
        .correlate(sales_order)
        .scalar_subquery()
    )


_all_gone = _of_lines(func.bool_and(sales_line.c.delivered >= sales_line.c.ordered))
_some_gone = _of_lines(func.bool_or(sales_line.c.delivered > 0))
_waiting = _of_lines(func.bool_or(sales_line.c.ordered > sales_line.c.delivered + sales_line.c.reserved + sales_line.c.cancelled))
_total = _of_lines(func.sum(sales_line.c.quantity * sales_line.c.unit_price))
_state = case(
    (and_(sales_order.c.status.in_(("confirmed", "closed")), _all_gone), "delivered"),
    (and_(sales_order.c.status == "confirmed", _some_gone), "partially_delivered"),
    else_=sales_order.c.status,
)
_title = case((sales_order.c.number != "", sales_order.c.number), else_=func.concat("#", sales_order.c.id))
_short = and_(sales_order.c.status == "confirmed", func.coalesce(_waiting, False))


def _orders() -> Select[Any]:
    return select(sales_order.c.id).select_from(
        sales_order.join(
            party, and_(party.c.company_id == sales_order.c.company_id, party.c.id == sales_order.c.customer_id)
        ).join(location, and_(location.c.company_id == sales_order.c.company_id, location.c.id == sales_order.c.warehouse_id))
    )


SALES_ORDERS = Query(
    "logistics.sales_orders",
    _("Sales orders"),
    "logistics.read",
    statement=_orders,
    company=sales_order.c.company_id,
    description="Orders of customers, the newest first.",
    columns=(
        Column("id", _("Number"), "id", sales_order.c.id, hidden=True),
        Column("code", _("Number"), "code", _title, hidden=True),
        Column("name", _("Customer"), "text", party.c.name, hidden=True),
        Column("day", _("Date"), "date", sales_order.c.day, sort=True, phone=2),
        Column("number", _("Number"), "code", _title, phone=1, link="logistics/sales/{id}"),
        Column("customer", _("Customer"), "text", party.c.name, sort=True, phone=2),
        Column("promised", _("Promised for"), "date", sales_order.c.promised),
        Column("total", _("Total"), "money", func.coalesce(_total, 0), phone=1),
        Column("status", _("Status"), "status", cast(_state, Text), choices=SALES_STATES, tones=SALES_TONES, phone=1),
        Column("is_waiting", _("Waits for stock"), "flag", _short),
        Column("warehouse", _("Warehouse"), "text", location.c.name),
        Column("is_whole", _("Only whole"), "flag", sales_order.c.is_whole, hidden=True),
        Column("reference", _("Reference"), "code", sales_order.c.reference, hidden=True),
        Column("note", _("Note"), "text", sales_order.c.note, hidden=True),
        Column("customer_id", _("Customer"), "id", sales_order.c.customer_id, hidden=True),
        Column("warehouse_id", _("Warehouse"), "id", sales_order.c.warehouse_id, hidden=True),
        Column("version", _("Version"), "integer", sales_order.c.version, hidden=True),
    ),
    key=("id",),
    default_sort=("-day",),
    filters=(
        Filter("day", _("Date"), "dates", lambda v: within(sales_order.c.day, v)),
        Filter("customer", _("Customer"), "reference", lambda v: sales_order.c.customer_id == v, reference="base.parties"),
        Filter("status", _("Status"), "choice", lambda v: cast(_state, Text) == func.any(v), choices=SALES_STATES),
        Filter("waiting", _("Waits for stock"), "flag", lambda v: _short == v),
    ),
    search=(sales_order.c.number, party.c.name, sales_order.c.reference),
)


def _lines() -> Select[Any]:
    return select(sales_line.c.id).select_from(
        sales_line.join(item, and_(item.c.company_id == sales_line.c.company_id, item.c.id == sales_line.c.item_id))
        .join(unit, and_(unit.c.company_id == sales_line.c.company_id, unit.c.id == sales_line.c.unit_id))
        .join(sales_order, and_(sales_order.c.company_id == sales_line.c.company_id, sales_order.c.id == sales_line.c.order_id))
    )


def _in_unit(quantity: ColumnElement[Any]) -> ColumnElement[Any]:
    return func.trim_scale(quantity * sales_line.c.quantity / sales_line.c.ordered)


_left = sales_line.c.ordered - sales_line.c.delivered - sales_line.c.cancelled
SALES_LINES = Query(
    "logistics.sales_lines",
    _("Order lines"),
    "logistics.read",
    statement=_lines,
    company=sales_line.c.company_id,
    description="Lines of sales orders with what is reserved, delivered and left, in the unit in which they were ordered.",
    columns=(
        Column("id", _("Number"), "id", sales_line.c.id, hidden=True),
        Column("line_no", _("Line"), "integer", sales_line.c.line_no, sort=True),
        Column("code", _("Item"), "code", item.c.code, phone=1, link="logistics/items/{item_id}"),
        Column("name", _("Name"), "text", item.c.name, phone=2),
        Column("quantity", _("Ordered"), "quantity", sales_line.c.quantity, phone=1),
        Column("reserved", _("Reserved"), "quantity", _in_unit(sales_line.c.reserved), phone=1),
        Column("delivered", _("Delivered"), "quantity", _in_unit(sales_line.c.delivered), phone=1),
        Column("backorder", _("Still to deliver"), "quantity", _in_unit(_left)),
        Column("unit", _("Counted in"), "code", unit.c.code, phone=1),
        Column("unit_price", _("Price of one"), "money", sales_line.c.unit_price),
        Column("amount", _("Amount"), "money", sales_line.c.quantity * sales_line.c.unit_price, total=True),
        Column("returned", _("Came back"), "quantity", _in_unit(sales_line.c.returned), hidden=True),
        Column("item_id", _("Item"), "id", sales_line.c.item_id, hidden=True),
        Column("unit_id", _("Counted in"), "id", sales_line.c.unit_id, hidden=True),
        Column("order_id", _("Order no."), "id", sales_line.c.order_id, hidden=True),
        Column("number", _("Order no."), "code", sales_order.c.number, hidden=True),
    ),
    key=("id",),
    default_sort=("line_no",),
    filters=(
        Filter("order", _("Order no."), "reference", lambda v: sales_line.c.order_id == v, reference="logistics.sales_orders"),
        Filter("item", _("Item"), "reference", lambda v: sales_line.c.item_id == v, reference="logistics.items"),
    ),
    search=(item.c.code, item.c.name),
)

CLAIMS = Query(
    "logistics.claims",
    _("Reservations"),
    "logistics.read",
    statement=lambda: select(claim.c.id).select_from(
        claim.join(sales_line, and_(sales_line.c.company_id == claim.c.company_id, sales_line.c.id == claim.c.order_line_id))
        .join(sales_order, and_(sales_order.c.company_id == sales_line.c.company_id, sales_order.c.id == sales_line.c.order_id))
        .join(party, and_(party.c.company_id == sales_order.c.company_id, party.c.id == sales_order.c.customer_id))
        .join(location, and_(location.c.company_id == claim.c.company_id, location.c.id == claim.c.stock_id))
        .join(item, and_(item.c.company_id == claim.c.company_id, item.c.id == claim.c.item_id))
    ),
    company=claim.c.company_id,
    description="Who holds which stock: what is reserved is the sum of these and nothing else.",
    columns=(
        Column("id", _("Number"), "id", claim.c.id, hidden=True),
        Column("number", _("Order no."), "code", sales_order.c.number, sort=True, phone=1, link="logistics/sales/{order_id}"),
        Column("customer", _("Customer"), "text", party.c.name, phone=2),
        Column("code", _("Item"), "code", item.c.code, sort=True, phone=1),
        Column("warehouse", _("Warehouse"), "text", location.c.name, phone=2),
        Column("quantity", _("Reserved"), "quantity", claim.c.quantity, phone=1),
        Column("order_id", _("Order no."), "id", sales_order.c.id, hidden=True),
    ),
    key=("id",),
    default_sort=("number", "code"),
    filters=(
        Filter("item", _("Item"), "reference", lambda v: claim.c.item_id == v, reference="logistics.items"),
        Filter("order", _("Order no."), "reference", lambda v: sales_order.c.id == v, reference="logistics.sales_orders"),
    ),
)

QUERIES = (SALES_ORDERS, SALES_LINES, CLAIMS)
