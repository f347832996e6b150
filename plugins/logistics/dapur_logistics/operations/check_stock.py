"""Proof that what is kept follows from the moves: every cost is worked out again from the first move on, and compared."""

from datetime import date
from typing import Annotated, Any

from dapur.contract import Form, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_logistics.operations.cost_history import read_history
from dapur_logistics.operations.locations_known import Locations, read_locations
from dapur_logistics.rules.costing import Costing, ShortOn, difference, written_state

ITEMS = """
    select i.id, i.code, i.method, s.state from logistics.item i
    join logistics.cost_state s on s.company_id = i.company_id and s.item_id = i.id
    where i.company_id = %s and (%s::bigint is null or i.id = %s) and s.last_event > 0 order by i.id
"""
# Stock by place and lot as the moves say, against what is kept.
KEPT = """
    select coalesce(k.location_id, m.place) as place, coalesce(k.quantity, 0) as kept, coalesce(m.quantity, 0) as moved
    from (select location_id, lot_id, quantity from logistics.on_hand where company_id = %s and item_id = %s) k
    full join (
        select x.place, x.lot, sum(x.quantity) as quantity from (
            select to_id as place, coalesce(lot_id, 0) as lot, quantity from logistics.move where company_id = %s and item_id = %s
            union all
            select from_id, coalesce(lot_id, 0), -quantity from logistics.move where company_id = %s and item_id = %s) x
        join logistics.location l on l.company_id = %s and l.id = x.place and l.stock_id is not null
        group by 1, 2) m on m.place = k.location_id and m.lot = k.lot_id
    where coalesce(k.quantity, 0) <> coalesce(m.quantity, 0)
"""


class CheckStock(Form):
    """Which item; none: all of them."""

    item: Annotated[int | None, Shown(_("Item"), reference="logistics.items")] = None


class StockChecked(Result):
    """How many items were worked out again, and what was found different: codes of items with what it is."""

    items: int
    wrong: list[str]


@operation(
    "logistics.check_stock",
    title=_("Work out all costs again"),
    permission="logistics.value.read",
    audit_verb=_("worked out all costs again"),
)
async def check_stock(work: Work, form: CheckStock) -> StockChecked:
    """Replay every item from its first move on and compare with what is kept. It changes nothing."""
    rows = await work.rows(ITEMS, work.scope.company, form.item, form.item)
    locations = await read_locations(work)
    wrong: list[str] = []
    for row in rows:
        wrong += [f"{row['code']}: {fault}" for fault in await _faults(work, row, locations)]
    return StockChecked(items=len(rows), wrong=wrong)


async def _faults(work: Work, row: dict[str, Any], locations: Locations) -> list[str]:
    history = await read_history(work, row["id"], date.min, locations)
    variance, sold = locations.virtual("variance").id, locations.virtual("customer").id
    costing = Costing(row["method"], work.company.decimals, variance, sold)
    faults = []
    for event in history.events:
        try:
            flows = costing.run(event)
        except ShortOn as short:
            return [f"too few on {short.event.day}"]
        if difference(flows, history.known.get(event.id, {})):
            faults.append(f"cost of move {event.id}")
    if written_state(costing.stock) != row["state"]:
        faults.append("layers")
    company = work.scope.company
    kept = await work.rows(KEPT, company, row["id"], company, row["id"], company, row["id"], company)
    return faults + [f"quantity in place {x['place']}" for x in kept]
