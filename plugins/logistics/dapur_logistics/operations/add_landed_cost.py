"""Freight, duty and insurance that arrive after the goods: spread over the receipts that they were for."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field

from dapur.contract import Choice, Form, Refused, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_logistics.operations.fields import Day, Note, Reference
from dapur_logistics.operations.post_stock import post_stock
from dapur_logistics.operations.stock_draft import RevaluationDraft, StockDraft
from dapur_logistics.rules.sums import shares

BY = (Choice("quantity", _("Quantity")), Choice("value", _("Value")), Choice("weight", _("Weight")))
MOVES = """
    select m.id, m.item_id, m.given, m.quantity, l.stock_id as place, i.weight, m.quantity - coalesce(r.back, 0) as kept
    from logistics.move m
    join logistics.document d on d.company_id = m.company_id and d.id = m.document_id and d.kind = 'receipt'
    join logistics.item i on i.company_id = m.company_id and i.id = m.item_id
    join logistics.location l on l.company_id = m.company_id and l.id = m.to_id
    left join lateral (select sum(b.quantity) as back from logistics.move b
        join logistics.location t on t.company_id = b.company_id and t.id = b.to_id and t.kind = 'supplier'
        where b.company_id = m.company_id and b.of_id = m.id) r on true
    where m.company_id = %s and m.document_id = any (%s) order by m.id
"""


class LandedReceipt(Form):
    """A receipt that the cost was for."""

    receipt: Annotated[int, Shown(_("Goods receipt"), reference="logistics.documents", stop=True)]


class AddLandedCost(Form):
    """How much, for which receipts, spread by what."""

    amount: Annotated[Decimal, Field(gt=0, lt=Decimal(10) ** 15, decimal_places=4), Shown(_("Amount"), kind="money")]
    allocate_by: Annotated[Literal["quantity", "value", "weight"], Shown(_("Spread by"), choices=BY)] = "quantity"
    receipts: Annotated[list[LandedReceipt], Field(min_length=1, max_length=100), Shown(_("Receipts"), kind="lines")]
    day: Day = None
    reference: Reference = ""
    note: Note = ""


class LandedShare(Result):
    """A move of a receipt, the units that carried the cost, and how much each move took."""

    move: int
    units: Decimal
    amount: Decimal


class LandedCostAdded(Result):
    """The document, and what each move of the receipts took."""

    id: int
    number: str
    shares: list[LandedShare]


@operation(
    "logistics.add_landed_cost",
    title=_("Add freight or duty"),
    permission="logistics.value.change",
    audit_verb=_("added to the cost of receipts"),
)
async def add_landed_cost(work: Work, form: AddLandedCost) -> LandedCostAdded:
    """Spread a cost over what was received and not sent back. What is still here becomes dearer; what was sold is cost of sales."""
    rows = [
        row for row in await work.rows(MOVES, work.scope.company, sorted({x.receipt for x in form.receipts})) if row["kept"] > 0
    ]
    weights = [weight_of(row, form.allocate_by) for row in rows]
    if not rows or not sum(weights):
        text = _("Nothing of these receipts can carry the cost. Choose others, or spread it by quantity.")
        raise Refused("NOTHING_TO_SPREAD", text, field="receipts")
    parts = shares(form.amount, weights, work.company.decimals)
    drafts = [_draft(row, part) for row, part in zip(rows, parts, strict=True) if part]
    draft = StockDraft("landed_cost", form.day or work.today, revaluations=drafts, reference=form.reference, note=form.note)
    posted = await post_stock(work, draft)
    return LandedCostAdded(id=posted.id, number=posted.number, shares=_shares(rows, parts))


def weight_of(row: Mapping[str, Any], by: str) -> Decimal:
    """By what a receipt's line takes its share."""
    if by == "value":
        return Decimal(row["given"] or 0) * Decimal(row["kept"]) / Decimal(row["quantity"])
    return Decimal(row["kept"]) * Decimal(row["weight"] if by == "weight" else 1)


def _draft(row: Mapping[str, Any], part: Decimal) -> RevaluationDraft:
    return RevaluationDraft(row["item_id"], row["id"], row["place"], part, row["kept"])


def _shares(rows: Sequence[Mapping[str, Any]], parts: Sequence[Decimal]) -> list[LandedShare]:
    return [LandedShare(move=row["id"], units=row["kept"], amount=part) for row, part in zip(rows, parts, strict=True)]
