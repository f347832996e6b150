"""What lies where: availability by warehouse, and stock by bin and lot."""

from typing import Any

from sqlalchemy import Numeric, Select, and_, column, func, literal, select, true

from dapur.contract import Column, Filter, Query, _
from dapur.queries.days import today_of
from dapur_base.tables import unit
from dapur_logistics.tables import item, location, lot, on_hand, stock_now, value_day

_last = (
    select(value_day.c.value)
    .where(
        value_day.c.company_id == stock_now.c.company_id,
        value_day.c.item_id == stock_now.c.item_id,
        value_day.c.stock_id == stock_now.c.stock_id,
    )
    .order_by(value_day.c.day.desc())
    .limit(1)
    .correlate(stock_now)
    .scalar_subquery()
)

# Worked out once a row: what follows from it reads it there.
_gone = (
    func.logistics.expired_stock(
        stock_now.c.company_id, stock_now.c.item_id, stock_now.c.stock_id, today_of(func.core.current_company())
    )
    .table_valued(column("expired", Numeric), name="gone")
    .render_derived()
    .lateral()
)
_free = func.greatest(stock_now.c.on_hand - stock_now.c.held - stock_now.c.reserved - _gone.c.expired, 0)


def _available() -> Select[Any]:
    return select(stock_now.c.item_id).select_from(
        stock_now.join(item, and_(item.c.company_id == stock_now.c.company_id, item.c.id == stock_now.c.item_id))
        .join(unit, and_(unit.c.company_id == item.c.company_id, unit.c.id == item.c.unit_id))
        .join(location, and_(location.c.company_id == stock_now.c.company_id, location.c.id == stock_now.c.stock_id))
        .join(_gone, true())
    )


AVAILABILITY = Query(
    "logistics.availability",
    _("Availability"),
    "logistics.read",
    statement=_available,
    company=stock_now.c.company_id,
    description="What is on hand, held, reserved, expired and free by item and warehouse, and what it is worth.",
    columns=(
        Column("item_id", _("Item"), "id", stock_now.c.item_id, hidden=True),
        Column("stock_id", _("Warehouse"), "id", stock_now.c.stock_id, hidden=True),
        Column("code", _("Item"), "code", item.c.code, sort=True, phone=1, link="logistics/items/{item_id}"),
        Column("name", _("Name"), "text", item.c.name, sort=True, phone=2),
        Column("warehouse", _("Warehouse"), "text", location.c.name, sort=True, phone=2),
        Column("on_hand", _("On hand"), "quantity", stock_now.c.on_hand, sort=True),
        Column("held", _("Held"), "quantity", stock_now.c.held),
        Column("reserved", _("Reserved"), "quantity", stock_now.c.reserved),
        Column("expired", _("Expired"), "quantity", _gone.c.expired),
        Column("free", _("Free"), "quantity", _free, sort=True, phone=1),
        Column("unit", _("Counted in"), "code", unit.c.code, phone=1),
        Column("value", _("Value"), "money", func.coalesce(_last, 0), total=True, permission="logistics.value.read"),
    ),
    key=("item_id", "stock_id"),
    default_sort=("code", "warehouse"),
    filters=(
        Filter("item", _("Item"), "reference", lambda v: stock_now.c.item_id == v, reference="logistics.items"),
        Filter("warehouse", _("Warehouse"), "reference", lambda v: stock_now.c.stock_id == v, reference="logistics.places"),
        Filter("there", _("On hand"), "flag", lambda v: (stock_now.c.on_hand > 0) == v),
    ),
    search=(item.c.code, item.c.name),
)


def _lying() -> Select[Any]:
    return (
        select(on_hand.c.item_id)
        .select_from(
            on_hand.join(item, and_(item.c.company_id == on_hand.c.company_id, item.c.id == on_hand.c.item_id))
            .join(unit, and_(unit.c.company_id == item.c.company_id, unit.c.id == item.c.unit_id))
            .join(location, and_(location.c.company_id == on_hand.c.company_id, location.c.id == on_hand.c.location_id))
            .outerjoin(lot, and_(lot.c.company_id == on_hand.c.company_id, lot.c.id == on_hand.c.lot_id))
        )
        .where(on_hand.c.quantity > 0)
    )


BINS = Query(
    "logistics.bins",
    _("Stock by bin and lot"),
    "logistics.read",
    statement=_lying,
    company=on_hand.c.company_id,
    description="Which quantity of which lot lies in which bin.",
    columns=(
        Column("item_id", _("Item"), "id", on_hand.c.item_id, hidden=True),
        Column("location_id", _("Bin"), "id", on_hand.c.location_id, hidden=True),
        Column("lot_id", _("Lot"), "id", on_hand.c.lot_id, hidden=True),
        Column("code", _("Item"), "code", item.c.code, sort=True, phone=1, link="logistics/items/{item_id}"),
        Column("name", _("Name"), "text", item.c.name, phone=2),
        Column("place", _("Bin"), "code", location.c.code, sort=True, phone=2),
        Column("lot", _("Lot"), "code", func.coalesce(lot.c.code, literal("")), phone=2),
        Column("expires", _("Expires"), "date", lot.c.expires),
        Column("quantity", _("Quantity"), "quantity", on_hand.c.quantity, sort=True, phone=1),
        Column("unit", _("Counted in"), "code", unit.c.code, phone=1),
        Column("is_held", _("Held"), "flag", location.c.is_held),
    ),
    key=("item_id", "location_id", "lot_id"),
    default_sort=("code", "place"),
    filters=(
        Filter("item", _("Item"), "reference", lambda v: on_hand.c.item_id == v, reference="logistics.items"),
        Filter("place", _("Bin"), "reference", lambda v: on_hand.c.location_id == v, reference="logistics.places"),
        Filter("warehouse", _("Warehouse"), "reference", lambda v: on_hand.c.stock_id == v, reference="logistics.places"),
        Filter("lot", _("Lot"), "reference", lambda v: on_hand.c.lot_id == v, reference="logistics.lots"),
    ),
    search=(item.c.code, item.c.name, location.c.code),
)

QUERIES = (AVAILABILITY, BINS)
