"""Items and locations, read."""

from typing import Any

from sqlalchemy import Select, Text, and_, case, cast, func, literal, or_, select

from dapur.contract import Column, Filter, Query, _
from dapur_base.tables import unit
from dapur_logistics.operations.save_item import METHODS, REMOVALS, TRACKINGS
from dapur_logistics.queries.words import LOCATION_KINDS, STATES, TONES
from dapur_logistics.tables import barcode, item, item_unit, location, lot, on_hand, stock_now

_state = case((item.c.is_closed, "closed"), else_="open")
_on_hand = (
    select(func.coalesce(func.sum(stock_now.c.on_hand), 0))
    .where(stock_now.c.company_id == item.c.company_id, stock_now.c.item_id == item.c.id)
    .correlate(item)
    .scalar_subquery()
)
_reserved = (
    select(func.coalesce(func.sum(stock_now.c.reserved), 0))
    .where(stock_now.c.company_id == item.c.company_id, stock_now.c.item_id == item.c.id)
    .correlate(item)
    .scalar_subquery()
)
_barcode = (
    select(func.min(barcode.c.code))
    .where(barcode.c.company_id == item.c.company_id, barcode.c.item_id == item.c.id, barcode.c.unit_id.is_(None))
    .correlate(item)
    .scalar_subquery()
)


def _items() -> Select[Any]:
    return select(item.c.id).select_from(
        item.join(unit, and_(unit.c.company_id == item.c.company_id, unit.c.id == item.c.unit_id))
    )


ITEMS = Query(
    "logistics.items",
    _("Goods"),
    "logistics.read",
    statement=_items,
    company=item.c.company_id,
    description="What is bought, kept and sold, with what is on hand.",
    columns=(
        Column("id", _("Number"), "id", item.c.id, hidden=True),
        Column("code", _("Code"), "code", item.c.code, sort=True, phone=1, link="logistics/items/{id}"),
        Column("name", _("Name"), "text", item.c.name, sort=True, phone=2),
        Column("on_hand", _("On hand"), "quantity", _on_hand, phone=1),
        Column("reserved", _("Reserved"), "quantity", _reserved),
        Column("unit", _("Counted in"), "code", unit.c.code, phone=1),
        Column("purchase_price", _("Purchase price"), "money", item.c.purchase_price, permission="logistics.value.read"),
        Column("sales_price", _("Sales price"), "money", item.c.sales_price),
        Column("barcode", _("Barcode"), "code", func.coalesce(_barcode, literal("")), hidden=True),
        Column("method", _("Costing"), "status", item.c.method, choices=METHODS, hidden=True),
        Column("tracking", _("Tracking"), "status", item.c.tracking, choices=TRACKINGS, hidden=True),
        Column("removal", _("Picking rule"), "status", item.c.removal, choices=REMOVALS, hidden=True),
        Column("min_remaining_days", _("Days left before expiry"), "integer", item.c.min_remaining_days, hidden=True),
        Column("weight", _("Weight (kg)"), "number", item.c.weight, hidden=True),
        Column("is_service", _("Service"), "flag", item.c.is_service, hidden=True),
        Column("unit_id", _("Stock unit"), "id", item.c.unit_id, hidden=True),
        Column("is_closed", _("No longer used"), "flag", item.c.is_closed, hidden=True),
        Column("status", _("Status"), "status", cast(_state, Text), choices=STATES, tones=TONES),
        Column("version", _("Version"), "integer", item.c.version, hidden=True),
    ),
    key=("id",),
    default_sort=("code",),
    filters=(
        Filter("status", _("Status"), "choice", lambda v: cast(_state, Text) == func.any(v), choices=STATES),
        Filter("tracking", _("Tracking"), "choice", lambda v: item.c.tracking == func.any(v), choices=TRACKINGS),
        Filter("service", _("Service"), "flag", lambda v: item.c.is_service == v),
    ),
    search=(item.c.code, item.c.name),
)

_warehouse = location.alias("warehouse")
_place_state = case((location.c.is_closed, "closed"), else_="open")


def _places() -> Select[Any]:
    joined = location.outerjoin(
        _warehouse, and_(_warehouse.c.company_id == location.c.company_id, _warehouse.c.id == location.c.stock_id)
    )
    return select(location.c.id).select_from(joined).where(or_(location.c.kind == "warehouse", location.c.kind == "bin"))


PLACES = Query(
    "logistics.places",
    _("Warehouses and bins"),
    "logistics.read",
    statement=_places,
    company=location.c.company_id,
    description="Where stock lies.",
    columns=(
        Column("id", _("Number"), "id", location.c.id, hidden=True),
        Column("code", _("Code"), "code", location.c.code, sort=True, phone=1, link="logistics/places/{id}"),
        Column("name", _("Name"), "text", location.c.name, sort=True, phone=2),
        Column("kind", _("Kind"), "status", location.c.kind, choices=LOCATION_KINDS, phone=1),
        Column("warehouse", _("Warehouse"), "code", _warehouse.c.code, sort=True),
        Column("is_held", _("Held"), "flag", location.c.is_held),
        Column("is_dock", _("Dock"), "flag", location.c.is_dock),
        Column("status", _("Status"), "status", cast(_place_state, Text), choices=STATES, tones=TONES),
        Column("parent_id", _("Lies in"), "id", location.c.parent_id, hidden=True),
        Column("stock_id", _("Warehouse"), "id", location.c.stock_id, hidden=True),
        Column("is_closed", _("No longer used"), "flag", location.c.is_closed, hidden=True),
        Column("version", _("Version"), "integer", location.c.version, hidden=True),
    ),
    key=("id",),
    default_sort=("warehouse", "code"),
    filters=(
        Filter("kind", _("Kind"), "choice", lambda v: location.c.kind == func.any(v), choices=LOCATION_KINDS[:2]),
        Filter("status", _("Status"), "choice", lambda v: cast(_place_state, Text) == func.any(v), choices=STATES),
    ),
    search=(location.c.code, location.c.name),
)

ITEM_UNITS = Query(
    "logistics.item_units",
    _("Other units"),
    "logistics.read",
    statement=lambda: select(item_unit.c.id).select_from(
        item_unit.join(unit, and_(unit.c.company_id == item_unit.c.company_id, unit.c.id == item_unit.c.unit_id))
    ),
    company=item_unit.c.company_id,
    description="Units that an item has of its own, as fractions of its stock unit.",
    columns=(
        Column("id", _("Number"), "id", item_unit.c.id, hidden=True),
        Column("unit", _("One"), "code", unit.c.code, phone=1),
        Column("numerator", _("Makes"), "integer", item_unit.c.numerator, phone=1),
        Column("denominator", _("Divided by"), "integer", item_unit.c.denominator, phone=1),
    ),
    key=("id",),
    default_sort=("id",),
    filters=(Filter("item", _("Item"), "reference", lambda v: item_unit.c.item_id == v, reference="logistics.items"),),
)

_lot_on_hand = (
    select(func.coalesce(func.sum(on_hand.c.quantity), 0))
    .where(on_hand.c.company_id == lot.c.company_id, on_hand.c.item_id == lot.c.item_id, on_hand.c.lot_id == lot.c.id)
    .correlate(lot)
    .scalar_subquery()
)
LOTS = Query(
    "logistics.lots",
    _("Lots and serial numbers"),
    "logistics.read",
    statement=lambda: select(lot.c.id).select_from(
        lot.join(item, and_(item.c.company_id == lot.c.company_id, item.c.id == lot.c.item_id))
    ),
    company=lot.c.company_id,
    description="Lots by supplier's batch and expiry, with what is on hand.",
    columns=(
        Column("id", _("Number"), "id", lot.c.id, hidden=True),
        Column("code", _("Lot or serial number"), "code", lot.c.code, sort=True, phone=1, link="logistics/lots/{id}"),
        Column("name", _("Item"), "text", item.c.name, phone=2, link="logistics/items/{item_id}"),
        Column("item", _("Code"), "code", item.c.code, sort=True, phone=2),
        Column("supplier_batch", _("Supplier's batch"), "code", lot.c.supplier_batch, sort=True),
        Column("expires", _("Expires"), "date", lot.c.expires, sort=False, phone=2),
        Column("on_hand", _("On hand"), "quantity", _lot_on_hand, phone=1),
        Column("item_id", _("Item"), "id", lot.c.item_id, hidden=True),
    ),
    key=("id",),
    default_sort=("item", "code"),
    filters=(
        Filter("item", _("Item"), "reference", lambda v: lot.c.item_id == v, reference="logistics.items"),
        Filter("supplier_batch", _("Supplier's batch"), "text", lambda v: lot.c.supplier_batch == v),
    ),
    search=(lot.c.code, lot.c.supplier_batch, item.c.name),
)

QUERIES = (ITEMS, PLACES, ITEM_UNITS, LOTS)
