"""Goods come in without an order: at a cost that is named."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Annotated

from pydantic import Field

from dapur.contract import Form, Refused, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_logistics.operations.feed_orders import feed_waiting
from dapur_logistics.operations.fields import Amount, Day, ItemField, Note, Quantity, Reference, Unit, Warehouse
from dapur_logistics.operations.items_known import Item, read_items
from dapur_logistics.operations.locations_known import Locations, read_locations
from dapur_logistics.operations.lots import LotCode, LotGiven, refuse_serials_in_stock, take_in_lot
from dapur_logistics.operations.post_stock import post_stock
from dapur_logistics.operations.receiving_places import receiving_places
from dapur_logistics.operations.stock_draft import MoveDraft, StockDraft, StockPosted
from dapur_logistics.rules.sums import rounded

SERIAL_CONFLICT = {
    "on_hand_serial_key": ("lines", "SERIAL_EXISTS", _("This serial number is in stock already. Check the label.")),
    "on_hand_serial_whole": ("lines", "SERIAL_EXISTS", _("This serial number is in stock already. Check the label.")),
}


class ReceiptLine(Form):
    """An item that came in. unit_cost: of one unit as entered; total_cost: of the whole line."""

    item: ItemField
    quantity: Annotated[Quantity, Shown(_("Quantity"), kind="quantity", stop=True)]
    place: Annotated[int | None, Shown(_("Target place"), reference="logistics.places")] = None
    unit: Unit = None
    unit_cost: Annotated[Amount | None, Shown(_("Cost of one"), kind="money", stop=True)] = None
    total_cost: Annotated[Amount | None, Shown(_("Cost in all"), kind="money")] = None
    lot: Annotated[LotCode, Shown(_("Lot or serial number"), kind="code")] = ""
    supplier_batch: Annotated[LotCode, Shown(_("Supplier's batch"), kind="code")] = ""
    expires: Annotated[date | None, Shown(_("Expires"))] = None


class ReceiveGoods(Form):
    """What came in, where and when."""

    warehouse: Warehouse
    day: Day = None
    supplier: Annotated[int | None, Shown(_("Supplier"), reference="base.parties")] = None
    reference: Reference = ""
    note: Note = ""
    lines: Annotated[list[ReceiptLine], Field(min_length=1, max_length=500), Shown(_("Lines"), kind="lines")]


class StockDocumentPosted(Result):
    """The document, its moves, and what each was worth."""

    id: int
    number: str
    moves: list[int]
    values: list[Decimal]
    corrections: int


def told(posted: StockPosted) -> StockDocumentPosted:
    """As an operation answers."""
    return StockDocumentPosted(
        id=posted.id, number=posted.number, moves=list(posted.moves), values=list(posted.values), corrections=posted.corrections
    )


@operation(
    "logistics.receive_goods",
    title=_("Receive goods"),
    permission="logistics.receive",
    audit_verb=_("received goods"),
    conflicts=SERIAL_CONFLICT,
)
async def receive_goods(work: Work, form: ReceiveGoods) -> StockDocumentPosted:
    """Take goods into stock at their cost. A day in the past re-costs what went out after it, by entries of its own."""
    items = await read_items(work, [x.item for x in form.lines], [x.unit for x in form.lines])
    places = await receiving_places(work, form.warehouse, [(x.place, x.item) for x in form.lines])
    locations = await read_locations(work, [form.warehouse, *places])
    locations.stock(form.warehouse)
    moves = [await _move(work, n, line, items[line.item], places[n], locations) for n, line in enumerate(form.lines)]
    await refuse_serials_in_stock(work, [m.lot for m in moves if m.lot is not None])
    draft = StockDraft("receipt", form.day or work.today, moves, party=form.supplier, reference=form.reference, note=form.note)
    posted = await post_stock(work, draft)
    await feed_waiting(work, sorted(items), locations.by_id[form.warehouse].stock or 0)
    return told(posted)


async def _move(work: Work, n: int, line: ReceiptLine, item: Item, target: int, locations: Locations) -> MoveDraft:
    place = locations.stock(target, f"lines.{n}.place")
    quantity = stock_quantity(item, line.quantity, line.unit, n)
    given = LotGiven(code=line.lot, supplier_batch=line.supplier_batch, expires=line.expires) if line.lot else None
    return MoveDraft(
        item.id,
        locations.virtual("supplier").id,
        place.id,
        quantity,
        line.unit or item.unit_id,
        line.quantity,
        lot=await take_in_lot(work, item, given, f"lines.{n}.lot"),
        given=cost_of(line, item, work.company.decimals),
    )


def stock_quantity(item: Item, quantity: Decimal, unit: int | None, n: int) -> Decimal:
    """A line's quantity in stock units. Raises Refused (NOT_IN_STOCK) for a service."""
    if item.is_service:
        text = _("{item} is a service; it never lies in stock. Receive it from its order.").fill(item=item.code)
        raise Refused("NOT_IN_STOCK", text, field=f"lines.{n}.item")
    return item.quantity(quantity, unit, f"lines.{n}.quantity")


def cost_of(line: ReceiptLine, item: Item, places: int) -> Decimal:
    """What a line cost in all: as named, or by the cost of one, or by the item's purchase price."""
    if line.total_cost is not None:
        return rounded(line.total_cost, places)
    if line.unit_cost is not None:
        return rounded(line.unit_cost * line.quantity, places)
    exact = Fraction(item.purchase_price) * Fraction(line.quantity) * item.factor(line.unit)
    return rounded(Decimal(exact.numerator) / Decimal(exact.denominator), places)
