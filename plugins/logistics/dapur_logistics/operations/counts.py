"""Counting stock while the warehouse works: a count is an event at a moment, never an overwriting."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any

from pydantic import Field

from dapur.contract import Form, Refused, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_base.approvals import approval_of, content_changed
from dapur_logistics.operations.count_approval import COUNT, count_subject
from dapur_logistics.operations.fields import Amount, ItemField, Warehouse
from dapur_logistics.operations.items_known import Item, read_items
from dapur_logistics.operations.locations_known import Location, read_locations
from dapur_logistics.operations.lots import LotCode, find_lot
from dapur_logistics.operations.order_numbers import order_number
from dapur_logistics.operations.save_purchase_order import order_held
from dapur_logistics.rules.counting import Outcome, Tolerance, judged, variance_of

BOOK = "select quantity from logistics.on_hand where company_id = %s and item_id = %s and location_id = %s and lot_id = coalesce(%s::bigint, 0)"
COST = "select quantity, value from logistics.value_day where company_id = %s and item_id = %s and stock_id = %s order by day desc limit 1"
ROUNDS = (
    "select round, counted_by, result from logistics.counted where company_id = %s and count_id = %s and item_id = %s"
    " and location_id = %s and coalesce(lot_id, 0) = coalesce(%s::bigint, 0) order by round"
)


class StartCount(Form):
    """Where is counted, and what may differ."""

    place: Warehouse
    is_blind: Annotated[bool, Shown(_("Blind"), hint=_("Whoever counts does not see what should be there"))] = True
    tolerance_value: Annotated[
        Amount | None,
        Shown(_("Difference up to"), kind="money", hint=_("In value. More is counted again by somebody else; empty: no limit")),
    ] = None
    tolerance_percent: Annotated[
        Decimal | None,
        Field(ge=0, le=100, decimal_places=2),
        Shown(_("Difference up to (%)"), kind="number", hint=_("Of the book. Both limits must hold")),
    ] = None


class CountStarted(Result):
    """The count."""

    id: int
    number: str


@operation("logistics.start_count", title=_("Start a count"), permission="logistics.count", audit_verb=_("started the count"))
async def start_count(work: Work, form: StartCount) -> CountStarted:
    """Begin counting a warehouse or a bin. Nothing is locked: goods come and go meanwhile."""
    place = (await read_locations(work, [form.place])).stock(form.place, "place")
    number = await order_number(work, "stock_count", work.today)
    made = await work.value(
        "insert into logistics.stock_count (company_id, number, place_id, is_blind, tolerance_value, tolerance_percent, started_by)"
        " values (%s, %s, %s, %s, %s, %s, %s) returning id",
        work.scope.company,
        number,
        place.id,
        form.is_blind,
        form.tolerance_value,
        form.tolerance_percent,
        work.actor,
    )
    return CountStarted(id=made, number=number)


class CountedLine(Form):
    """What was counted, in the stock unit."""

    item: ItemField
    quantity: Annotated[Decimal, Field(ge=0, lt=Decimal(10) ** 15), Shown(_("Counted"), kind="quantity", stop=True)]
    lot: Annotated[LotCode, Shown(_("Lot or serial number"), kind="code")] = ""
    place: Annotated[int | None, Shown(_("Bin"), reference="logistics.places")] = None


class RecordCount(Form):
    """What somebody counted just now. What was counted before is counted again by somebody else."""

    count: Annotated[int, Shown(_("Count"), reference="logistics.counts")]
    lines: Annotated[list[CountedLine], Field(min_length=1, max_length=500), Shown(_("Lines"), kind="lines")]


class LineCounted(Result):
    """A line: its variance against the book at this moment, what it is worth, and what follows."""

    item: int
    book: Decimal
    variance: Decimal
    value: Decimal
    percent: Decimal | None
    result: str


class CountRecorded(Result):
    """What came of it."""

    id: int
    lines: list[LineCounted]


@operation("logistics.record_count", title=_("Enter a count"), permission="logistics.count", audit_verb=_("counted"))
async def record_count(work: Work, form: RecordCount) -> CountRecorded:
    """Note what was counted, beside what the book says at this moment. Beyond the tolerance somebody else counts again."""
    count = await open_count(work, form.count)
    items = await read_items(work, [x.item for x in form.lines])
    locations = await read_locations(work, [count["place_id"], *(x.place for x in form.lines if x.place is not None)])
    await work.value("select count(*) from logistics.hold_items(%s, %s, 0)", work.scope.company, sorted(items))
    told_lines = []
    for n, line in enumerate(form.lines):
        place = locations.stock(line.place or count["place_id"], f"lines.{n}.place")
        told_lines.append(await _record(work, count, line, n, items[line.item], place))
    if (await approval_of(work, COUNT, form.count)).state in ("waiting", "approved"):
        await content_changed(work, await count_subject(work, form.count))
    return CountRecorded(id=form.count, lines=told_lines)


async def open_count(work: Work, number: int) -> dict[str, Any]:
    """A count that goes on, held. Raises NotFound and Refused (COUNT_ENDED)."""
    count = await order_held(work, "stock_count", number)
    if count["status"] != "open":
        raise Refused("COUNT_ENDED", _("The count was posted or cancelled. Start another one."), field="count")
    return count


async def _record(work: Work, count: Mapping[str, Any], line: CountedLine, n: int, item: Item, place: Location) -> LineCounted:
    company = work.scope.company
    lot = await find_lot(work, item, line.lot, f"lines.{n}.lot")
    counted = item.quantity(line.quantity, None, f"lines.{n}.quantity")
    rounds = await work.rows(ROUNDS, company, count["id"], item.id, place.id, lot)
    if rounds and rounds[-1]["counted_by"] == work.actor:
        text = _("You counted {item} before. Somebody else counts it again.").fill(item=item.code)
        raise Refused("NEEDS_OTHER_COUNTER", text, field=f"lines.{n}.item")
    book = Decimal(await work.value(BOOK, company, item.id, place.id, lot) or 0)
    found = variance_of(counted, book, await cost_of_one(work, item, place), work.company.decimals)
    limits = Tolerance(count["tolerance_value"], count["tolerance_percent"])
    result = judged(found, limits, len(rounds) + 1)
    await _keep(work, count, item, place, lot, len(rounds) + 1, counted, book, found.value, result)
    return LineCounted(item=item.id, book=book, variance=found.quantity, value=found.value, percent=found.percent, result=result)


async def _keep(
    work: Work,
    count: Mapping[str, Any],
    item: Item,
    place: Location,
    lot: int | None,
    round_number: int,
    counted: Decimal,
    book: Decimal,
    value: Decimal,
    result: Outcome,
) -> None:
    await work.run(
        "insert into logistics.counted (company_id, count_id, item_id, location_id, lot_id, round, counted, book, variance, value,"
        " result, counted_by, day) values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
        work.scope.company,
        count["id"],
        item.id,
        place.id,
        lot,
        round_number,
        counted,
        book,
        counted - book,
        value,
        result,
        work.actor,
        work.today,
    )


async def cost_of_one(work: Work, item: Item, place: Location) -> Decimal:
    """What one costs now on average in the place; where none is left, the item's purchase price."""
    row = await work.row(COST, work.scope.company, item.id, place.stock)
    return Decimal(row["value"] / row["quantity"]) if row and row["quantity"] else item.purchase_price
