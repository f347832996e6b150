"""Goods leave stock without an order: sold over the counter, used by ourselves, or scrapped."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field

from dapur.contract import Choice, Form, Shown, _, operation
from dapur.operations.work import Work
from dapur_logistics.operations.availability import Key, check_available, hold_available, insufficient
from dapur_logistics.operations.choose_stock import choose
from dapur_logistics.operations.fields import CostCentre, Day, ItemField, Note, Quantity, Reference, Unit, Warehouse
from dapur_logistics.operations.items_known import Item, read_items
from dapur_logistics.operations.locations_known import Location, read_locations
from dapur_logistics.operations.lots import LotCode, find_lot, serial_missing
from dapur_logistics.operations.post_stock import post_stock
from dapur_logistics.operations.receive_goods import StockDocumentPosted, stock_quantity, told
from dapur_logistics.operations.stock_draft import MoveDraft, StockDraft
from dapur_logistics.rules.sums import ZERO

REASONS = (Choice("sale", _("Sold over the counter")), Choice("use", _("Used by ourselves")), Choice("scrap", _("Scrapped")))
Reason = Literal["sale", "use", "scrap"]
PLACES: dict[str, str] = {"sale": "customer", "use": "use", "scrap": "scrap"}


class IssueLine(Form):
    """An item that goes out."""

    item: ItemField
    quantity: Annotated[Quantity, Shown(_("Quantity"), kind="quantity", stop=True)]
    unit: Unit = None
    lot: Annotated[LotCode, Shown(_("Lot or serial number"), kind="code", hint=_("Empty: as the item is picked"))] = ""
    place: Annotated[int | None, Shown(_("Bin"), reference="logistics.places", hint=_("Empty: any of the warehouse"))] = None


class IssueGoods(Form):
    """What goes out, from where, when and why."""

    warehouse: Warehouse
    reason: Annotated[Reason, Shown(_("Reason"), choices=REASONS)] = "sale"
    day: Day = None
    cost_centre: CostCentre = ""
    reference: Reference = ""
    note: Note = ""
    lines: Annotated[list[IssueLine], Field(min_length=1, max_length=500), Shown(_("Lines"), kind="lines")]


@operation("logistics.issue_goods", title=_("Issue goods"), permission="logistics.issue", audit_verb=_("issued goods"))
async def issue_goods(work: Work, form: IssueGoods) -> StockDocumentPosted:
    """Take goods out of stock at what they cost. Refused where any later day would fall below zero, or others hold them."""
    items = await read_items(work, [x.item for x in form.lines], [x.unit for x in form.lines])
    locations = await read_locations(work, [form.warehouse, *(x.place for x in form.lines if x.place is not None)])
    places = [locations.stock(x.place or form.warehouse) for x in form.lines]
    quantities = [stock_quantity(items[x.item], x.quantity, x.unit, n) for n, x in enumerate(form.lines)]
    stock = await hold_available(work, list(items), [p.stock or 0 for p in places], moving=True)
    if form.reason != "scrap":
        check_available(stock, wanted_of(form.lines, places, quantities), items)
    target = locations.virtual(PLACES[form.reason]).id
    moves: list[MoveDraft] = []
    for n, line in enumerate(form.lines):
        item = items[line.item]
        lot = await find_lot(work, item, line.lot, f"lines.{n}.lot") if line.lot else None
        moves += await parts_out(work, item, places[n], target, quantities[n], line.unit, lot, sellable=form.reason != "scrap")
    draft = StockDraft(
        "issue", form.day or work.today, moves, reference=form.reference, note=form.note, cost_centre=form.cost_centre
    )
    return told(await post_stock(work, draft))


def wanted_of(lines: Sequence[IssueLine], places: Sequence[Location], quantities: Sequence[Decimal]) -> Mapping[Key, Decimal]:
    """How much of each item is wanted from each warehouse."""
    wanted: dict[Key, Decimal] = {}
    for line, place, quantity in zip(lines, places, quantities, strict=True):
        key = (line.item, place.stock or 0)
        wanted[key] = wanted.get(key, ZERO) + quantity
    return wanted


async def parts_out(
    work: Work,
    item: Item,
    place: Location,
    target: int,
    quantity: Decimal,
    unit: int | None,
    lot: int | None,
    *,
    sellable: bool = True,
    order_line: int | None = None,
    of: int | None = None,
) -> list[MoveDraft]:
    """The moves that take a quantity out of a place. Raises Refused (INSUFFICIENT)."""
    parts, missing = await choose(work, item, place, quantity, lot, sellable=sellable)
    if missing and item.tracking == "serial" and lot is not None:
        raise await serial_missing(work, lot)
    if missing:
        raise insufficient(item, quantity - missing, quantity)
    factor = item.factor(unit)
    return [
        MoveDraft(
            item.id,
            part.location,
            target,
            part.quantity,
            unit or item.unit_id,
            in_unit(part.quantity, factor),
            lot=part.lot,
            order_line=order_line,
            of=of,
        )
        for part in parts
    ]


def in_unit(quantity: Decimal, factor: Fraction) -> Decimal:
    """A quantity in stock units, told in the unit of which one makes `factor` of them."""
    exact = Fraction(quantity) / factor
    return Decimal(exact.numerator) / Decimal(exact.denominator)
