"""Goods come back from a customer, or go back to a supplier: at the cost that they left or came with."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Annotated, Any

from pydantic import Field

from dapur.contract import Form, NotFound, Refused, Shown, _, operation
from dapur.operations.work import Work
from dapur_logistics.operations.availability import check_available, hold_available
from dapur_logistics.operations.fields import Day, Note, Quantity, Reference
from dapur_logistics.operations.items_known import Item, read_items
from dapur_logistics.operations.locations_known import read_locations
from dapur_logistics.operations.post_stock import post_stock
from dapur_logistics.operations.receive_goods import SERIAL_CONFLICT, StockDocumentPosted, told
from dapur_logistics.operations.stock_draft import MoveDraft, StockDraft
from dapur_logistics.rules.sums import ZERO, plain, share

DOCUMENT = "select id, kind, number, party_id, order_id from logistics.document where company_id = %s and id = %s"
MOVES = """
    select m.id, m.item_id, m.lot_id, m.from_id, m.to_id, m.quantity, m.unit_id, m.order_line_id, m.given,
        coalesce((select sum(r.quantity) from logistics.move r where r.company_id = m.company_id and r.of_id = m.id), 0) as back
    from logistics.move m where m.company_id = %s and m.document_id = %s order by m.id
"""
COUNT = "update logistics.sales_line set returned = returned + %s where company_id = %s and id = %s"


class ReturnedLine(Form):
    """What comes back of a move, in the stock unit."""

    move: Annotated[int, Shown(_("Of"), reference="logistics.moves")]
    quantity: Annotated[Quantity, Shown(_("Quantity"), kind="quantity", stop=True)]
    place: Annotated[int | None, Shown(_("Bin"), reference="logistics.places", hint=_("Empty: where it left"))] = None


class ReturnGoods(Form):
    """Which document comes back, and what of it."""

    document: Annotated[int, Shown(_("Document"), reference="logistics.documents")]
    day: Day = None
    reference: Reference = ""
    note: Note = ""
    lines: Annotated[list[ReturnedLine], Field(min_length=1, max_length=500), Shown(_("Lines"), kind="lines")]


@operation(
    "logistics.return_from_customer",
    title=_("Take back from customer"),
    permission="logistics.receive",
    audit_verb=_("took goods back"),
    conflicts=SERIAL_CONFLICT,
)
async def return_from_customer(work: Work, form: ReturnGoods) -> StockDocumentPosted:
    """Take delivered goods back into stock, at the average cost of what was delivered, as new stock of this day."""
    document, moves = await _of(work, form, ("delivery", "issue"))
    await _hold(work, moves.values())
    document, moves = await _of(work, form, ("delivery", "issue"))
    items = await _check(work, form, moves)
    places = [line.place or moves[line.move]["from_id"] for line in form.lines]
    locations = await read_locations(work, places)
    drafts = [
        MoveDraft(
            moves[line.move]["item_id"],
            locations.virtual("customer").id,
            locations.stock(place, f"lines.{n}.place").id,
            line.quantity,
            items[moves[line.move]["item_id"]].unit_id,
            line.quantity,
            lot=moves[line.move]["lot_id"],
            of=line.move,
            order_line=moves[line.move]["order_line_id"],
        )
        for n, (line, place) in enumerate(zip(form.lines, places, strict=True))
    ]
    for draft in drafts:
        if draft.order_line is not None:
            await work.run(COUNT, draft.quantity, work.scope.company, draft.order_line)
    return told(await post_stock(work, _draft(work, "customer_return", form, document, drafts)))


@operation(
    "logistics.return_to_supplier",
    title=_("Send back to supplier"),
    permission="logistics.issue",
    audit_verb=_("sent goods back"),
)
async def return_to_supplier(work: Work, form: ReturnGoods) -> StockDocumentPosted:
    """Send received goods back: first those of that very receipt. The supplier credits what they cost then; a difference
    to what they cost now is a variance."""
    document, moves = await _of(work, form, ("receipt",))
    await _hold(work, moves.values())
    document, moves = await _of(work, form, ("receipt",))
    items = await _check(work, form, moves)
    places = [line.place or moves[line.move]["to_id"] for line in form.lines]
    locations = await read_locations(work, places)
    kept = [locations.stock(place, f"lines.{n}.place") for n, place in enumerate(places)]
    stock = await hold_available(work, [moves[x.move]["item_id"] for x in form.lines], [p.stock or 0 for p in kept])
    wanted: dict[tuple[int, int], Decimal] = {}
    for line, place in zip(form.lines, kept, strict=True):
        key = (moves[line.move]["item_id"], place.stock or 0)
        wanted[key] = wanted.get(key, ZERO) + line.quantity
    check_available(stock, wanted, items)
    drafts = [
        MoveDraft(
            moves[line.move]["item_id"],
            place.id,
            locations.virtual("supplier").id,
            line.quantity,
            items[moves[line.move]["item_id"]].unit_id,
            line.quantity,
            lot=moves[line.move]["lot_id"],
            given=_credit(moves[line.move], line.quantity, work.company.decimals),
            of=line.move,
        )
        for line, place in zip(form.lines, kept, strict=True)
    ]
    return told(await post_stock(work, _draft(work, "supplier_return", form, document, drafts)))


def _credit(move: Mapping[str, Any], quantity: Decimal, places: int) -> Decimal:
    """What the supplier credits: the receipt's cost of so many."""
    return share(move["given"] or ZERO, quantity, move["quantity"], places)


async def _of(work: Work, form: ReturnGoods, kinds: tuple[str, ...]) -> tuple[dict[str, Any], dict[int, dict[str, Any]]]:
    document = await work.row(DOCUMENT, work.scope.company, form.document)
    if document is None:
        raise NotFound(_("There is no such document here. Choose one of the list."), field="document")
    if document["kind"] not in kinds:
        text = _("{number} cannot be taken back this way. Choose the document with which the goods left or came.")
        raise Refused("NOT_RETURNABLE", text.fill(number=document["number"]), field="document")
    return document, {row["id"]: row for row in await work.rows(MOVES, work.scope.company, form.document)}


async def _hold(work: Work, moves: Any) -> None:
    """Two returns of the same move: the second waits, and sees the first."""
    items = sorted({row["item_id"] for row in moves})
    await work.value("select count(*) from logistics.hold_items(%s, %s, 0)", work.scope.company, items)


async def _check(work: Work, form: ReturnGoods, moves: Mapping[int, Mapping[str, Any]]) -> Mapping[int, Item]:
    left: dict[int, Decimal] = {n: row["quantity"] - row["back"] for n, row in moves.items()}
    for n, line in enumerate(form.lines):
        if line.move not in left:
            raise Refused("LINE_UNKNOWN", _("The document has no such line. Open it again."), field=f"lines.{n}.move")
        if line.quantity > left[line.move]:
            text = _("Of this line {left} can still come back.").fill(left=plain(left[line.move]))
            raise Refused("OVER_RETURN", text, field=f"lines.{n}.quantity", max_more=plain(left[line.move]))
        left[line.move] -= line.quantity
    items = await read_items(work, [moves[x.move]["item_id"] for x in form.lines])
    for n, line in enumerate(form.lines):
        items[moves[line.move]["item_id"]].quantity(line.quantity, None, f"lines.{n}.quantity")
    return items


def _draft(work: Work, kind: str, form: ReturnGoods, document: Mapping[str, Any], moves: Sequence[MoveDraft]) -> StockDraft:
    return StockDraft(
        kind,
        form.day or work.today,
        moves,
        party=document["party_id"],
        order=document["order_id"],
        of=document["id"],
        reference=form.reference,
        note=form.note,
    )
