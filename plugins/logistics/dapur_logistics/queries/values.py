"""How the value of stock came about: every change of it, whose sum through a day is the value at the end of that day."""

from typing import Any

from sqlalchemy import Select, and_, select

from dapur.contract import Column, Filter, Query, _
from dapur_base.ranges import within
from dapur_base.tables import unit
from dapur_logistics.tables import item, location, valuation

v = valuation.c


def _changes() -> Select[Any]:
    return (
        select(v.id)
        .select_from(
            valuation.join(item, and_(item.c.company_id == v.company_id, item.c.id == v.item_id))
            .join(unit, and_(unit.c.company_id == item.c.company_id, unit.c.id == item.c.unit_id))
            .join(location, and_(location.c.company_id == v.company_id, location.c.id == v.location_id))
        )
        .where(location.c.stock_id.is_not(None))
    )


VALUE_CHANGES = Query(
    "logistics.value_changes",
    _("Changes of stock value"),
    "logistics.value.read",
    statement=_changes,
    company=v.company_id,
    description="Every change of quantity and value of stock by item and warehouse, later corrections too; never changed.",
    columns=(
        Column("id", _("Number"), "id", v.id, hidden=True),
        Column("day", _("Date"), "date", v.day, sort=True, phone=2),
        Column("code", _("Item"), "code", item.c.code, sort=True, phone=1, link="logistics/items/{item_id}"),
        Column("name", _("Name"), "text", item.c.name, phone=2),
        Column("warehouse", _("Warehouse"), "text", location.c.name, phone=2),
        Column("quantity", _("Quantity"), "quantity", v.quantity),
        Column("unit", _("Counted in"), "code", unit.c.code),
        Column("value", _("Value"), "money", v.value, sort=True, total=True, phone=1),
        Column("posted_at", _("Posted"), "time", v.posted_at),
        Column("item_id", _("Item"), "id", v.item_id, hidden=True),
    ),
    key=("id",),
    default_sort=("-day",),
    filters=(
        Filter("day", _("Date"), "dates", lambda ends: within(v.day, ends)),
        Filter("item", _("Item"), "reference", lambda x: v.item_id == x, reference="logistics.items"),
        Filter("warehouse", _("Warehouse"), "reference", lambda x: v.location_id == x, reference="logistics.places"),
    ),
    search=(item.c.code, item.c.name),
)

QUERIES = (VALUE_CHANGES,)
