"""Goods go from one warehouse to another: sent, under way, arrived, or lost on the way."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field

from dapur.contract import Choice, Form, NotFound, Refused, Shown, _, operation
from dapur.operations.work import Work
from dapur_logistics.operations.availability import check_available, hold_available
from dapur_logistics.operations.feed_orders import feed_waiting
from dapur_logistics.operations.fields import Day, ItemField, Note, Quantity, Reference, Unit
from dapur_logistics.operations.issue_goods import IssueLine, parts_out, wanted_of
from dapur_logistics.operations.items_known import read_items
from dapur_logistics.operations.locations_known import read_locations
from dapur_logistics.operations.lots import LotCode, find_lot
from dapur_logistics.operations.post_stock import post_stock
from dapur_logistics.operations.receive_goods import StockDocumentPosted, stock_quantity, told
from dapur_logistics.operations.stock_draft import MoveDraft, StockDraft
from dapur_logistics.rules.sums import plain

SENT = """
    select m.id, m.item_id, m.lot_id, m.quantity, m.from_id, m.to_id, m.unit_id,
        m.quantity - coalesce((select sum(r.quantity) from logistics.move r where r.company_id = m.company_id and r.of_id = m.id), 0) as open
    from logistics.move m where m.company_id = %s and m.document_id = %s order by m.id
"""


class SendTransfer(Form):
    """What goes from where to where."""

    source: Annotated[int, Shown(_("From"), reference="logistics.places")]
    target: Annotated[int, Shown(_("Goes to"), reference="logistics.places")]
    day: Day = None
    reference: Reference = ""
    note: Note = ""
    lines: Annotated[list[IssueLine], Field(min_length=1, max_length=500), Shown(_("Lines"), kind="lines")]


@operation(
    "logistics.send_transfer", title=_("Send to a warehouse"), permission="logistics.transfer", audit_verb=_("sent the transfer")
)
async def send_transfer(work: Work, form: SendTransfer) -> StockDocumentPosted:
    """Send goods to another warehouse. Until they arrive they are ours and under way, worth what they cost here."""
    items = await read_items(work, [x.item for x in form.lines], [x.unit for x in form.lines])
    locations = await read_locations(work, [form.source, form.target, *(x.place for x in form.lines if x.place is not None)])
    target = locations.stock(form.target, "target")
    places = [locations.stock(x.place or form.source, "source") for x in form.lines]
    if any(p.stock == target.stock for p in places):
        text = _("Both lie in the same warehouse. Move the goods within it instead.")
        raise Refused("SAME_WAREHOUSE", text, field="target")
    quantities = [stock_quantity(items[x.item], x.quantity, x.unit, n) for n, x in enumerate(form.lines)]
    stock = await hold_available(work, list(items), [p.stock or 0 for p in places], moving=True)
    check_available(stock, wanted_of(form.lines, places, quantities), items)
    moves: list[MoveDraft] = []
    for n, line in enumerate(form.lines):
        lot = await find_lot(work, items[line.item], line.lot, f"lines.{n}.lot") if line.lot else None
        transit = locations.virtual("transit").id
        moves += await parts_out(work, items[line.item], places[n], transit, quantities[n], line.unit, lot, sellable=False)
    draft = StockDraft("dispatch", form.day or work.today, moves, target=target.id, reference=form.reference, note=form.note)
    return told(await post_stock(work, draft))


class ArrivedLine(Form):
    """What arrived of a move, in the stock unit."""

    move: Annotated[int, Shown(_("Of"), reference="logistics.moves")]
    quantity: Annotated[Quantity, Shown(_("Quantity"), kind="quantity", stop=True)]
    place: Annotated[int | None, Shown(_("Bin"), reference="logistics.places")] = None


class ReceiveTransfer(Form):
    """Which transfer arrived. Without lines, everything that is under way."""

    transfer: Annotated[int, Shown(_("Transfer"), reference="logistics.documents")]
    day: Day = None
    note: Note = ""
    lines: Annotated[list[ArrivedLine], Field(max_length=500), Shown(_("Lines"), kind="lines")] = []


@operation(
    "logistics.receive_transfer",
    title=_("Receive transfer"),
    permission="logistics.transfer",
    audit_verb=_("received the transfer"),
)
async def receive_transfer(work: Work, form: ReceiveTransfer) -> StockDocumentPosted:
    """Take in what arrived; each unit is worth its share of what was sent. What is missing stays under way."""
    document, sent = await _under_way(work, form.transfer)
    lines = form.lines or [ArrivedLine(move=n, quantity=row["open"]) for n, row in sent.items() if row["open"] > 0]
    _check_open(lines, sent)
    locations = await read_locations(work, [document["target_id"], *(x.place for x in lines if x.place is not None)])
    moves = [_part(sent[x.move], locations.stock(x.place or document["target_id"]).id, x.quantity) for x in lines]
    draft = StockDraft("arrival", form.day or work.today, moves, of=document["id"], target=document["target_id"], note=form.note)
    posted = await post_stock(work, draft)
    await feed_waiting(work, sorted({m.item for m in moves}), locations.by_id[document["target_id"]].stock or 0)
    return told(posted)


MISSING = (Choice("lost", _("Lost on the way")), Choice("back", _("Came back to the sender")))


class CloseTransfer(Form):
    """What became of what never arrived."""

    transfer: Annotated[int, Shown(_("Transfer"), reference="logistics.documents")]
    missing: Annotated[Literal["lost", "back"], Shown(_("What is missing"), choices=MISSING)] = "lost"
    day: Day = None
    note: Note = ""


@operation(
    "logistics.close_transfer", title=_("Close transfer"), permission="logistics.transfer", audit_verb=_("closed the transfer")
)
async def close_transfer(work: Work, form: CloseTransfer) -> StockDocumentPosted:
    """End a transfer: what never arrived is a loss, or lies with the sender again."""
    document, sent = await _under_way(work, form.transfer)
    left = [row for row in sent.values() if row["open"] > 0]
    if not left:
        raise Refused("NOTHING_OPEN", _("Everything of this transfer has arrived already."), field="transfer")
    locations = await read_locations(work, [row["from_id"] for row in left])
    lost = locations.virtual("scrap").id
    moves = [_part(row, lost if form.missing == "lost" else row["from_id"], row["open"]) for row in left]
    kind = "loss" if form.missing == "lost" else "arrival"
    draft = StockDraft(kind, form.day or work.today, moves, of=document["id"], note=form.note)
    return told(await post_stock(work, draft))


async def _under_way(work: Work, transfer: int) -> tuple[dict[str, Any], dict[int, dict[str, Any]]]:
    company = work.scope.company
    document = await work.row(
        "select id, number, target_id from logistics.document where company_id = %s and id = %s and kind = 'dispatch'",
        company,
        transfer,
    )
    if document is None:
        raise NotFound(_("There is no such transfer here. Choose one of the list."), field="transfer")
    items = [row["item_id"] for row in await work.rows(SENT, company, transfer)]
    await work.value("select count(*) from logistics.hold_items(%s, %s, 0)", company, sorted(set(items)))
    return document, {row["id"]: row for row in await work.rows(SENT, company, transfer)}


def _check_open(lines: Sequence[ArrivedLine], sent: Mapping[int, Mapping[str, Any]]) -> None:
    left = {n: row["open"] for n, row in sent.items()}
    if not lines:
        raise Refused("NOTHING_OPEN", _("Everything of this transfer has arrived already."), field="transfer")
    for n, line in enumerate(lines):
        if line.move not in left:
            raise Refused("LINE_UNKNOWN", _("The document has no such line. Open it again."), field=f"lines.{n}.move")
        if line.quantity > left[line.move]:
            text = _("Only {left} of this line are under way. Count again; what is more is a surplus.")
            raise Refused(
                "OVER_ARRIVAL",
                text.fill(left=plain(left[line.move])),
                field=f"lines.{n}.quantity",
                max_more=plain(left[line.move]),
            )
        left[line.move] -= line.quantity


def _part(row: Mapping[str, Any], target: int, quantity: Decimal) -> MoveDraft:
    return MoveDraft(row["item_id"], row["to_id"], target, quantity, row["unit_id"], quantity, lot=row["lot_id"], of=row["id"])


class RelocateGoods(Form):
    """What goes from one bin to another of the same warehouse."""

    item: ItemField
    quantity: Annotated[Quantity, Shown(_("Quantity"), kind="quantity", stop=True)]
    unit: Unit = None
    lot: Annotated[LotCode, Shown(_("Lot or serial number"), kind="code")] = ""
    source: Annotated[int, Shown(_("From"), reference="logistics.places")]
    target: Annotated[int, Shown(_("Goes to"), reference="logistics.places")]
    note: Note = ""


@operation(
    "logistics.relocate_goods",
    title=_("Move within the warehouse"),
    permission="logistics.transfer",
    audit_verb=_("moved goods within the warehouse"),
)
async def relocate_goods(work: Work, form: RelocateGoods) -> StockDocumentPosted:
    """Put goods into another bin of the same warehouse. Their value stays where it is."""
    items = await read_items(work, [form.item], [form.unit])
    item = items[form.item]
    locations = await read_locations(work, [form.source, form.target])
    source, target = locations.stock(form.source, "source"), locations.stock(form.target, "target")
    if source.stock != target.stock or source.id == target.id:
        text = _("Choose another bin of the same warehouse, or send the goods to the other one.")
        raise Refused("OTHER_WAREHOUSE", text, field="target")
    quantity = stock_quantity(item, form.quantity, form.unit, 0)
    stock = await hold_available(work, [item.id], [source.stock or 0], moving=True)
    if target.is_held:
        check_available(stock, {(item.id, source.stock or 0): quantity}, items)
    lot = await find_lot(work, item, form.lot, "lot") if form.lot else None
    moves = await parts_out(work, item, source, target.id, quantity, form.unit, lot, sellable=False)
    if any(m.source == m.target for m in moves):
        raise Refused("BIN_NEEDED", _("Say from which bin the goods go."), field="source")
    return told(await post_stock(work, StockDraft("relocation", work.today, moves, note=form.note)))
