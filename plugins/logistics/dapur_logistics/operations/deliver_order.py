"""Goods leave for a customer's order, in part or whole."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Annotated, Any

from pydantic import Field

from dapur.contract import Form, Refused, Shown, _, operation
from dapur.operations.work import Work
from dapur_logistics.operations.availability import Key, Stock, hold_available, insufficient
from dapur_logistics.operations.fields import Counted, Day, Note, Reference
from dapur_logistics.operations.issue_goods import parts_out
from dapur_logistics.operations.items_known import Item, read_items
from dapur_logistics.operations.locations_known import Locations, read_locations
from dapur_logistics.operations.lots import LotCode, find_lot
from dapur_logistics.operations.post_stock import post_stock
from dapur_logistics.operations.receive_goods import StockDocumentPosted, told
from dapur_logistics.operations.receive_order import in_order_unit
from dapur_logistics.operations.save_purchase_order import order_held
from dapur_logistics.operations.stock_draft import MoveDraft, StockDraft, StockPosted
from dapur_logistics.rules.sums import ZERO, plain

LINES = "select * from logistics.sales_line where company_id = %s and order_id = %s order by line_no"
COUNT = "update logistics.sales_line set delivered = delivered + %s where company_id = %s and id = %s"
# What a line holds shrinks by what leaves for it; a claim of nothing goes.
SHRINK = "update logistics.claim set quantity = quantity - %s where company_id = %s and order_line_id = %s and quantity > %s"
DROP = "delete from logistics.claim where company_id = %s and order_line_id = %s and quantity <= %s"
CLOSE = """
    update logistics.sales_order o set status = 'closed', version = version + 1
    where o.company_id = %s and o.id = %s and not exists (select from logistics.sales_line l
        where l.company_id = o.company_id and l.order_id = o.id and l.delivered + l.cancelled < l.ordered)
"""


class DeliveredLine(Form):
    """What leaves for a line, in the unit in which it was ordered (0: nothing). Lots and bins: empty as the item is picked."""

    line: Annotated[int, Shown(_("Order line"), reference="logistics.sales_lines")]
    quantity: Annotated[Counted, Shown(_("Quantity"), kind="quantity", stop=True)]
    lot: Annotated[LotCode, Shown(_("Lot or serial number"), kind="code")] = ""
    place: Annotated[int | None, Shown(_("Bin"), reference="logistics.places")] = None


class DeliverOrder(Form):
    """A delivery. Without lines, everything that is reserved for the order."""

    order: Annotated[int, Shown(_("Sales order"), reference="logistics.sales_orders")]
    day: Day = None
    reference: Reference = ""
    note: Note = ""
    lines: Annotated[list[DeliveredLine], Field(max_length=500), Shown(_("Lines"), kind="lines")] = []


@operation(
    "logistics.deliver_order", title=_("Deliver"), permission="logistics.issue", audit_verb=_("delivered goods for the order")
)
async def deliver_order(work: Work, form: DeliverOrder) -> StockDocumentPosted:
    """Send goods to the customer: first what the order holds, then what is free. What is left stays ordered (backorder)."""
    order = await order_held(work, "sales_order", form.order)
    known = {row["id"]: row for row in await work.rows(LINES, work.scope.company, form.order)}
    lines = form.lines or _all_reserved(known)
    _check_lines(order, lines, known)
    items = await read_items(work, [known[x.line]["item_id"] for x in lines], [known[x.line]["unit_id"] for x in lines])
    locations = await read_locations(work, [order["warehouse_id"], *(x.place for x in lines if x.place is not None)])
    quantities = [_quantity(n, x, known[x.line], items[known[x.line]["item_id"]]) for n, x in enumerate(lines)]
    goods = [n for n, x in enumerate(lines) if x.quantity and not items[known[x.line]["item_id"]].is_service]
    stock = await hold_available(work, [known[lines[n].line]["item_id"] for n in goods], [order["warehouse_id"]], moving=True)
    fresh = {row["id"]: row for row in await work.rows(LINES, work.scope.company, form.order)}
    _check_free([(fresh[lines[n].line], quantities[n]) for n in goods], stock, order["warehouse_id"], items)
    moves: list[MoveDraft] = []
    for n in goods:
        moves += await _moves(work, n, lines[n], known[lines[n].line], items, quantities[n], order, locations)
    await _count(work, lines, quantities)
    posted = await _post(work, form, order, moves)
    await work.run(CLOSE, work.scope.company, form.order)
    return told(posted)


def _all_reserved(known: Mapping[int, Mapping[str, Any]]) -> list[DeliveredLine]:
    found = [
        DeliveredLine(line=row["id"], quantity=in_order_unit(dict(row), row["reserved"]))
        for row in known.values()
        if row["reserved"] > 0
    ]
    if not found:
        raise Refused(
            "NOTHING_RESERVED", _("Nothing is reserved for this order. Reserve first, or say what leaves."), field="order"
        )
    return found


def _check_lines(order: Mapping[str, Any], lines: Sequence[DeliveredLine], known: Mapping[int, Mapping[str, Any]]) -> None:
    for n, line in enumerate(lines):
        if line.line not in known:
            raise Refused("LINE_UNKNOWN", _("The order has no such line. Open the order again."), field=f"lines.{n}.line")
    if order["status"] == "draft" or order["status"] == "cancelled":
        raise Refused("ORDER_NOT_OPEN", _("Goods are delivered for an order that is confirmed."), field="order")
    if not any(line.quantity for line in lines):
        raise Refused("NOTHING_LEAVES", _("Nothing was counted. Scan or enter what leaves."), field="lines")


def _quantity(n: int, line: DeliveredLine, row: dict[str, Any], item: Item) -> Decimal:
    quantity = item.quantity(line.quantity, row["unit_id"], f"lines.{n}.quantity")
    left = row["ordered"] - row["delivered"] - row["cancelled"]
    if quantity > left:
        raise Refused(
            "OVER_DELIVERY",
            _("Of {item} {left} are still to be delivered for this order. Deliver so many, or take another order.").fill(
                item=item.code, left=plain(in_order_unit(row, left))
            ),
            field=f"lines.{n}.quantity",
            max_more=plain(in_order_unit(row, left)),
        )
    row["delivered"] += quantity
    return quantity


def _check_free(
    wanted: Sequence[tuple[Mapping[str, Any], Decimal]], stock: Mapping[Key, Stock], place: int, items: Mapping[int, Item]
) -> None:
    """What leaves may be what the order holds, and what is free."""
    left = {key: found.available for key, found in stock.items()}
    by_line: dict[int, Decimal] = {}
    rows = {row["id"]: row for row, _quantity in wanted}
    for row, quantity in wanted:
        by_line[row["id"]] = by_line.get(row["id"], ZERO) + quantity
    for line, quantity in by_line.items():
        row = rows[line]
        key = (row["item_id"], place)
        own = min(row["reserved"], quantity)
        free = left.get(key, ZERO)
        if quantity - own > free:
            raise insufficient(items[row["item_id"]], free + own, quantity)
        left[key] = free - (quantity - own)


async def _moves(
    work: Work,
    n: int,
    line: DeliveredLine,
    row: Mapping[str, Any],
    items: Mapping[int, Item],
    quantity: Decimal,
    order: Mapping[str, Any],
    locations: Locations,
) -> list[MoveDraft]:
    item = items[row["item_id"]]
    place = locations.stock(line.place or order["warehouse_id"], f"lines.{n}.place")
    lot = await find_lot(work, item, line.lot, f"lines.{n}.lot") if line.lot else None
    target = locations.virtual("customer").id
    return await parts_out(work, item, place, target, quantity, row["unit_id"], lot, order_line=row["id"])


async def _count(work: Work, lines: Sequence[DeliveredLine], quantities: Sequence[Decimal]) -> None:
    company = work.scope.company
    for line, quantity in zip(lines, quantities, strict=True):
        if not quantity:
            continue
        await work.run(DROP, company, line.line, quantity)
        await work.run(SHRINK, quantity, company, line.line, quantity)
        await work.run(COUNT, quantity, company, line.line)


async def _post(work: Work, form: DeliverOrder, order: Mapping[str, Any], moves: Sequence[MoveDraft]) -> StockPosted:
    draft = StockDraft(
        "delivery",
        form.day or work.today,
        moves,
        party=order["customer_id"],
        order=order["id"],
        reference=form.reference,
        note=form.note,
    )
    return await post_stock(work, draft)
