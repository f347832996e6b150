"""Goods and services come in for a purchase order."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any

from pydantic import Field

from dapur.contract import Form, Refused, Shown, _, operation
from dapur.operations.work import Work
from dapur_logistics.events import GoodsReceived
from dapur_logistics.operations.feed_orders import feed_waiting
from dapur_logistics.operations.fields import Counted, Day, Note, Reference
from dapur_logistics.operations.items_known import Item, read_items
from dapur_logistics.operations.locations_known import Locations, read_locations
from dapur_logistics.operations.lots import LotCode, LotGiven, refuse_serials_in_stock, take_in_lot
from dapur_logistics.operations.post_stock import post_stock
from dapur_logistics.operations.receive_goods import SERIAL_CONFLICT, StockDocumentPosted, told
from dapur_logistics.operations.receiving_places import receiving_places
from dapur_logistics.operations.save_purchase_order import order_held
from dapur_logistics.operations.stock_draft import MoveDraft, ServiceDraft, StockDraft
from dapur_logistics.rules.sums import ZERO, plain, rounded

LINES = "select * from logistics.purchase_line where company_id = %s and order_id = %s order by line_no for update"


class ReceivedLine(Form):
    """What came in for a line of the order, in the unit in which it was ordered; 0: nothing of it."""

    line: Annotated[int, Shown(_("Order line"), reference="logistics.purchase_lines")]
    quantity: Annotated[Counted, Shown(_("Quantity"), kind="quantity", stop=True)]
    place: Annotated[int | None, Shown(_("Target place"), reference="logistics.places")] = None
    lot: Annotated[LotCode, Shown(_("Lot or serial number"), kind="code")] = ""
    supplier_batch: Annotated[LotCode, Shown(_("Supplier's batch"), kind="code")] = ""
    expires: Annotated[date | None, Shown(_("Expires"))] = None


class ReceiveOrder(Form):
    """A delivery of the supplier. Without lines, everything that is still open, as ordered."""

    order: Annotated[int, Shown(_("Purchase order"), reference="logistics.purchase_orders")]
    day: Day = None
    reference: Reference = ""
    note: Note = ""
    lines: Annotated[list[ReceivedLine], Field(max_length=500), Shown(_("Lines"), kind="lines")] = []


@operation(
    "logistics.receive_order",
    title=_("Receive for order"),
    permission="logistics.receive",
    audit_verb=_("received goods for the order"),
    conflicts=SERIAL_CONFLICT,
)
async def receive_order(work: Work, form: ReceiveOrder) -> StockDocumentPosted:
    """Take in what the supplier brought: goods into stock at the order's price, services as cost. Not more than the tolerance.

    What waits for the goods is reserved at once, the oldest order first.
    """
    order = await order_held(work, "purchase_order", form.order)
    if order["status"] != "ordered":
        raise Refused("ORDER_NOT_OPEN", _("Goods are received for an order that was placed and is not closed."), field="order")
    known = {row["id"]: row for row in await work.rows(LINES, work.scope.company, form.order)}
    lines = form.lines or _all_open(known)
    _check_lines(lines, known)
    items = await read_items(work, [known[x.line]["item_id"] for x in lines], [known[x.line]["unit_id"] for x in lines])
    named = [(x.place or known[x.line]["place_id"], known[x.line]["item_id"]) for x in lines]
    places = await receiving_places(work, order["warehouse_id"], named)
    locations = await read_locations(work, [order["warehouse_id"], *places])
    draft = await _draft(work, form, order, lines, known, items, locations, places)
    await refuse_serials_in_stock(work, [m.lot for m in draft.moves if m.lot is not None])
    posted = await post_stock(work, draft)
    moved = sorted({m.item for m in draft.moves})
    await feed_waiting(work, moved, locations.by_id[order["warehouse_id"]].stock or 0)
    work.emit(GoodsReceived(posted.id, posted.number, posted.moves, order["supplier_id"]))
    return told(posted)


def _check_lines(lines: Sequence[ReceivedLine], known: Mapping[int, Mapping[str, Any]]) -> None:
    for n, line in enumerate(lines):
        if line.line not in known:
            raise Refused("LINE_UNKNOWN", _("The order has no such line. Open the order again."), field=f"lines.{n}.line")
    if not any(line.quantity for line in lines):
        raise Refused("NOTHING_CAME", _("Nothing was counted. Scan or enter what came in."), field="lines")


def _all_open(known: dict[int, dict[str, Any]]) -> list[ReceivedLine]:
    found = [
        ReceivedLine(line=row["id"], quantity=row["quantity"] * (row["ordered"] - row["received"]) / row["ordered"])
        for row in known.values()
        if row["received"] < row["ordered"]
    ]
    if not found:
        raise Refused("NOTHING_OPEN", _("Everything that was ordered is here already. Close the order."), field="order")
    return found


async def _draft(
    work: Work,
    form: ReceiveOrder,
    order: dict[str, Any],
    lines: list[ReceivedLine],
    known: dict[int, dict[str, Any]],
    items: Any,
    locations: Locations,
    places: Sequence[int],
) -> StockDraft:
    moves: list[MoveDraft] = []
    services: list[ServiceDraft] = []
    for n, line in enumerate(lines):
        if not line.quantity:
            continue
        row = known[line.line]
        item: Item = items[row["item_id"]]
        quantity = item.quantity(line.quantity, row["unit_id"], f"lines.{n}.quantity")
        await _count_received(work, row, item, quantity, n)
        amount = cost(row["unit_price"], line.quantity, work.company.decimals)
        if item.is_service:
            services.append(ServiceDraft(item.id, line.quantity, row["unit_id"], amount, row["id"]))
        else:
            moves.append(await _move(work, n, line, row, item, quantity, amount, places[n], locations))
    centre = next((known[x.line]["cost_centre"] for x in lines if known[x.line]["cost_centre"]), "")
    return StockDraft(
        "receipt",
        form.day or work.today,
        moves,
        services=services,
        party=order["supplier_id"],
        order=order["id"],
        reference=form.reference,
        note=form.note,
        cost_centre=centre,
    )


async def _count_received(work: Work, row: dict[str, Any], item: Item, quantity: Decimal, n: int) -> None:
    if row["received"] + quantity > row["most"]:
        more = in_order_unit(row, max(ZERO, row["most"] - row["received"]))
        raise Refused(
            "OVER_RECEIPT",
            _("Of {item} only {more} more may be received for this order. Send the rest back, or order it.").fill(
                item=item.code, more=plain(more)
            ),
            field=f"lines.{n}.quantity",
            max_more=plain(more),
        )
    row["received"] += quantity
    await work.run(
        "update logistics.purchase_line set received = received + %s where company_id = %s and id = %s",
        quantity,
        work.scope.company,
        row["id"],
    )


def in_order_unit(row: dict[str, Any], stock_units: Decimal) -> Decimal:
    """Stock units of a line, in the unit in which it was ordered."""
    exact = Fraction(stock_units) * Fraction(row["quantity"]) / Fraction(row["ordered"])
    return Decimal(exact.numerator) / Decimal(exact.denominator)


def cost(price: Decimal, quantity: Decimal, places: int) -> Decimal:
    """What so many cost."""
    return rounded(price * quantity, places)


async def _move(
    work: Work,
    n: int,
    line: ReceivedLine,
    row: dict[str, Any],
    item: Item,
    quantity: Decimal,
    amount: Decimal,
    target: int,
    locations: Locations,
) -> MoveDraft:
    place = locations.stock(target, f"lines.{n}.place")
    given = LotGiven(code=line.lot, supplier_batch=line.supplier_batch, expires=line.expires) if line.lot else None
    return MoveDraft(
        item.id,
        locations.virtual("supplier").id,
        place.id,
        quantity,
        row["unit_id"],
        line.quantity,
        lot=await take_in_lot(work, item, given, f"lines.{n}.lot"),
        given=amount,
        order_line=row["id"],
    )
