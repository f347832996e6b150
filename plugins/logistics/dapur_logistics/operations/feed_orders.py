"""What came in goes to the orders that wait for it, the oldest first."""

from collections.abc import Sequence

from dapur.operations.work import Work
from dapur_logistics.operations.availability import hold_available
from dapur_logistics.operations.reserve_order import add_claims, free_of
from dapur_logistics.rules.promising import Wanted, promise

# Orders that are only taken whole wait until somebody reserves them: a part is worth nothing to them.
WAITING = """
    select l.id, l.item_id, l.ordered - l.delivered - l.reserved - l.cancelled as quantity
    from logistics.sales_line l
    join logistics.sales_order o on o.company_id = l.company_id and o.id = l.order_id
    where l.company_id = %s and l.item_id = any (%s) and o.warehouse_id = %s and o.status = 'confirmed' and not o.is_whole
        and l.ordered > l.delivered + l.reserved + l.cancelled
    order by o.waits_since, o.id, l.line_no
"""


async def feed_waiting(work: Work, items: Sequence[int], place: int) -> int:
    """Reserve what is free of these items for the lines that wait; answers how many lines got something."""
    if not items or not work.setting("logistics.feed_orders"):
        return 0
    rows = await work.rows(WAITING, work.scope.company, list(items), place)
    if not rows:
        return 0
    stock = await hold_available(work, list(items), [place])
    rows = await work.rows(WAITING, work.scope.company, list(items), place)
    given = promise([Wanted(r["id"], (r["item_id"], place), r["quantity"]) for r in rows], free_of(stock))
    await add_claims(work, given, place)
    return len(given)
