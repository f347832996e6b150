"""From which bins and lots a quantity is taken."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dapur.operations.work import Work
from dapur_logistics.operations.items_known import Item
from dapur_logistics.operations.locations_known import Location
from dapur_logistics.rules.picking import Lying, pick

LYING = """
    select h.location_id, h.lot_id, h.quantity, l.expires, s.first as since
    from logistics.on_hand h
    join logistics.location p on p.company_id = h.company_id and p.id = h.location_id
    left join logistics.lot l on l.company_id = h.company_id and l.id = h.lot_id
    left join lateral (select min(d.day) as first from logistics.stock_day d where d.company_id = h.company_id
        and d.item_id = h.item_id and d.location_id = h.location_id and d.lot_id = h.lot_id) s on true
    where h.company_id = %s and h.item_id = %s and h.stock_id = %s and h.quantity > 0 and (not p.is_held or p.id = %s)
        and (%s = h.stock_id or h.location_id = %s) and (%s::bigint is null or h.lot_id = %s)
    order by h.location_id, h.lot_id
"""


@dataclass(frozen=True)
class Part:
    """A part of a quantity: from this bin, of this lot (None: without)."""

    location: int
    lot: int | None
    quantity: Decimal


async def choose(
    work: Work, item: Item, place: Location, quantity: Decimal, lot: int | None = None, *, sellable: bool = True
) -> tuple[list[Part], Decimal]:
    """Parts that make the quantity, and how much is missing. place: a warehouse (then any of its bins) or one bin.

    sellable: leave out lots that have expired or will too soon.
    """
    lying = await lying_in(work, item, place, lot)
    least = item.min_remaining_days if sellable else None
    parts, missing = pick(lying, quantity, item.removal, work.today, least)
    return [Part(x.location, x.lot or None, taken) for x, taken in parts], missing


async def lying_in(work: Work, item: Item, place: Location, lot: int | None) -> Sequence[Lying]:
    """What lies there."""
    company = work.scope.company
    rows = await work.rows(LYING, company, item.id, place.stock, place.id, place.id, place.id, lot, lot)
    return [Lying(r["location_id"], r["lot_id"], r["quantity"], r["expires"], r["since"] or date.min) for r in rows]
