"""From which bins and lots an order's reserved goods are taken, in the order of the way through the warehouse."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated

from dapur.contract import Column, Form, Report, ReportRow, Sheet, Shown, _
from dapur.queries.reader import Reader
from dapur_logistics.queries.sales import SALES_ORDERS
from dapur_logistics.rules.picking import Lying, pick

RESERVED = """
    select i.id, i.code, i.name, u.code, i.removal, i.min_remaining_days, sum(l.reserved)
    from logistics.sales_line l
    join logistics.item i on i.company_id = l.company_id and i.id = l.item_id
    join base.unit u on u.company_id = i.company_id and u.id = i.unit_id
    where l.company_id = %s and l.order_id = %s and l.reserved > 0
    group by i.id, i.code, i.name, u.code, i.removal, i.min_remaining_days
"""
LYING = """
    select h.item_id, h.location_id, h.lot_id, h.quantity, t.expires, p.code, coalesce(t.code, '')
    from logistics.on_hand h
    join logistics.location p on p.company_id = h.company_id and p.id = h.location_id and not p.is_held
    left join logistics.lot t on t.company_id = h.company_id and t.id = h.lot_id
    where h.company_id = %s and h.stock_id = %s and h.item_id = any (%s) and h.quantity > 0
"""


@dataclass(frozen=True)
class Picked:
    """A quantity of an item from a bin. lot: "" without; rank: what goes first of its item."""

    bin: str
    code: str
    name: str
    lot: str
    quantity: Decimal
    unit: str
    rank: int


async def picked(reader: Reader, order: int, warehouse: int) -> list[Picked]:
    """What the order holds, taken as its items are picked; in the order of the bins."""
    wanted = await reader.rows(RESERVED, reader.scope.company, order)
    lying = await reader.rows(LYING, reader.scope.company, warehouse, [row[0] for row in wanted])
    found: list[Picked] = []
    for item, code, name, unit, removal, least, quantity in wanted:
        places = {(row[1], row[2]): (row[5], row[6]) for row in lying if row[0] == item}
        here = [Lying(row[1], row[2], row[3], row[4]) for row in lying if row[0] == item]
        parts, _missing = pick(here, quantity, removal, reader.today, least)
        for rank, (part, taken) in enumerate(parts):
            bin_code, lot = places[part.location, part.lot]
            found.append(Picked(bin_code, code, name, lot, taken, unit, rank))
    return sorted(found, key=lambda x: (x.bin, x.code, x.rank))


class PickingInput(Form):
    """For which order."""

    order: Annotated[int, Shown(_("Sales order"), reference="logistics.sales_orders")]


COLUMNS = (
    Column("bin", _("Bin"), "code", phone=1),
    Column("code", _("Item"), "code", phone=1),
    Column("name", _("Name"), "text", phone=2),
    Column("lot", _("Lot"), "code", phone=2),
    Column("quantity", _("Quantity"), "quantity", phone=1),
    Column("unit", _("Counted in"), "code"),
)


async def build(reader: Reader, form: PickingInput) -> Sheet:
    """A row for each bin and lot."""
    order = await reader.one(SALES_ORDERS, form.order)
    return Sheet(_("Pick list"), COLUMNS, _rows(await picked(reader, form.order, order["warehouse_id"])))


def _rows(found: Sequence[Picked]) -> list[ReportRow]:
    return [ReportRow((x.bin, x.code, x.name, x.lot, x.quantity, x.unit), key=f"{x.code}@{x.bin}@{x.lot}") for x in found]


PICKING = Report(
    "logistics.picking",
    _("Pick list"),
    "logistics.read",
    PickingInput,
    build,
    "From which bins and lots an order's reserved goods are taken, in the order of the way.",
)
