"""The supplier's bill for what was received: a draft for accounting, and the difference to the receipt's cost."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Annotated, Any

from pydantic import Field

from dapur.contract import Form, NotFound, Refused, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur.services.billing import BillDraft, BilledLine, Billing, BillLine, LinesBilled, LinesUnbilled
from dapur_logistics.operations.fields import Amount, Day, Quantity, Reference
from dapur_logistics.operations.post_stock import post_stock
from dapur_logistics.operations.stock_draft import RevaluationDraft, ServiceDraft, StockDraft
from dapur_logistics.rules.sums import ZERO, plain, share

SOURCE = "receipt"
# What came with a receipt and is still to be billed. Both kinds of event share one row of numbers.
RECEIVED = """
    select m.id, m.item_id, i.name, u.code as unit, m.unit_id, m.unit_quantity, m.quantity, m.given as amount, l.stock_id as place,
        false as is_service, coalesce(r.back, 0) as back
    from logistics.move m
    join logistics.item i on i.company_id = m.company_id and i.id = m.item_id
    join base.unit u on u.company_id = m.company_id and u.id = m.unit_id
    join logistics.location l on l.company_id = m.company_id and l.id = m.to_id
    left join lateral (select sum(b.quantity) as back from logistics.move b
        join logistics.location t on t.company_id = b.company_id and t.id = b.to_id and t.kind = 'supplier'
        where b.company_id = m.company_id and b.of_id = m.id) r on true
    where m.company_id = %s and (m.document_id = %s or m.id = any (%s))
    union all
    select s.id, s.item_id, i.name, u.code, s.unit_id, s.quantity, s.quantity, s.amount, null, true, 0
    from logistics.service s
    join logistics.item i on i.company_id = s.company_id and i.id = s.item_id
    join base.unit u on u.company_id = s.company_id and u.id = s.unit_id
    where s.company_id = %s and (s.document_id = %s or s.id = any (%s))
    order by 1
"""


class BilledReceiptLine(Form):
    """What the supplier bills of a line, in the unit in which it came."""

    line: Annotated[int, Shown(_("Of"), reference="logistics.received")]
    quantity: Annotated[Quantity, Shown(_("Quantity"), kind="quantity", stop=True)]
    unit_price: Annotated[Amount, Shown(_("Price of one"), kind="money", stop=True)]


class BillReceipt(Form):
    """Which receipt is billed. Without lines, everything that is not billed yet, at its cost."""

    receipt: Annotated[int, Shown(_("Goods receipt"), reference="logistics.documents")]
    day: Day = None
    reference: Reference = ""
    lines: Annotated[list[BilledReceiptLine], Field(max_length=500), Shown(_("Lines"), kind="lines")] = []


class BillDrafted(Result):
    """The draft in accounting, and where it is."""

    document: int
    total: Decimal
    address: str


def billing_of(work: Work) -> Billing:
    """Whoever bills. Raises Refused (BILLING_OFF)."""
    billing = work.find(Billing)
    if billing is None:
        text = _("Accounting is off, so nothing is billed here. Switch it on, or bill outside Dapur.")
        raise Refused("BILLING_OFF", text)
    return billing


@operation(
    "logistics.bill_receipt", title=_("Draft the supplier's bill"), permission="logistics.bill", audit_verb=_("drafted the bill")
)
async def bill_receipt(work: Work, form: BillReceipt) -> BillDrafted:
    """Draft the bill for a receipt. Once it is posted, a difference to the receipt's cost goes to what is left of the goods,
    and to cost of sales for what was sold."""
    document = await work.row(
        "select id, number, party_id from logistics.document where company_id = %s and id = %s and kind = 'receipt'",
        work.scope.company,
        form.receipt,
    )
    if document is None:
        raise NotFound(_("There is no such goods receipt here. Choose one of the list."), field="receipt")
    if document["party_id"] is None:
        raise Refused("SUPPLIER_NEEDED", _("The receipt names no supplier, so nobody can bill it."), field="receipt")
    billing = billing_of(work)
    rows = await received(work, document=form.receipt)
    open_quantities = await _open(billing, rows)
    lines = form.lines or _everything(rows, open_quantities)
    drafted = [_line(n, x, rows, open_quantities) for n, x in enumerate(lines)]
    made = await billing.draft(
        BillDraft(
            "bill",
            document["party_id"],
            form.day or work.today,
            drafted,
            "logistics",
            SOURCE,
            document["id"],
            document["number"],
            reference=form.reference,
        )
    )
    return BillDrafted(document=made.id, total=made.total, address=made.address)


async def received(work: Work, document: int = 0, ids: Sequence[int] = ()) -> dict[int, dict[str, Any]]:
    """Lines of a receipt, or these lines: goods and services."""
    company = work.scope.company
    found = await work.rows(RECEIVED, company, document, list(ids), company, document, list(ids))
    return {row["id"]: row for row in found}


async def _open(billing: Billing, rows: Mapping[int, Mapping[str, Any]]) -> dict[int, Decimal]:
    """What is neither billed nor on a draft nor sent back, in the unit in which it came."""
    progress = await billing.progress("logistics", SOURCE, list(rows))
    return {
        n: row["unit_quantity"]
        - (row["back"] * row["unit_quantity"] / row["quantity"])
        - progress[n].billed_quantity
        - progress[n].drafted_quantity
        for n, row in rows.items()
    }


def _everything(rows: Mapping[int, Mapping[str, Any]], left: Mapping[int, Decimal]) -> list[BilledReceiptLine]:
    found = [
        BilledReceiptLine(line=n, quantity=left[n], unit_price=(row["amount"] / row["unit_quantity"]).quantize(Decimal("0.0001")))
        for n, row in rows.items()
        if left[n] > 0
    ]
    if not found:
        raise Refused("NOTHING_OPEN", _("Everything of this receipt is billed already, or stands on a draft."), field="receipt")
    return found


def _line(n: int, line: BilledReceiptLine, rows: Mapping[int, Mapping[str, Any]], left: dict[int, Decimal]) -> BillLine:
    if line.line not in rows:
        raise Refused("LINE_UNKNOWN", _("The document has no such line. Open it again."), field=f"lines.{n}.line")
    if line.quantity > left[line.line]:
        text = _("Of this line {left} are still to be billed.").fill(left=plain(left[line.line]))
        raise Refused("OVER_BILLED", text, field=f"lines.{n}.quantity", max_more=plain(left[line.line]))
    left[line.line] -= line.quantity
    row = rows[line.line]
    return BillLine(line.line, row["name"], line.quantity, line.unit_price, role="goods_received", unit=row["unit"])


# -- what a posted bill changes ----------------------------------------------------------------------------------


async def take_bill(work: Work, event: LinesBilled) -> None:
    """A bill was posted: its difference to the receipts' cost is spread."""
    await _take(work, event, 1)


async def take_back_bill(work: Work, event: LinesUnbilled) -> None:
    """A bill was cancelled: the difference goes back where it is now."""
    await _take(work, event, -1)


async def _take(work: Work, event: LinesBilled | LinesUnbilled, sign: int) -> None:
    ours = [x for x in event.lines if x.source_kind == SOURCE and event.source_plugin == "logistics" and event.kind == "bill"]
    if not ours:
        return
    rows = await received(work, ids=[x.source_line for x in ours])
    revaluations: list[RevaluationDraft] = []
    services: list[ServiceDraft] = []
    for line in ours:
        row = rows[line.source_line]
        difference = sign * price_difference(line, row, work.company.decimals)
        if difference and row["is_service"]:
            services.append(ServiceDraft(row["item_id"], abs(line.quantity), row["unit_id"], difference))
        elif difference:
            base = max(row["quantity"] - row["back"], ZERO) or row["quantity"]
            revaluations.append(RevaluationDraft(row["item_id"], row["id"], row["place"], difference, base))
    if revaluations or services:
        day = min(event.day, work.today)
        draft = StockDraft("price_difference", day, revaluations=revaluations, services=services, reference=event.number)
        await post_stock(work, draft)


def price_difference(line: BilledLine, row: Mapping[str, Any], places: int) -> Decimal:
    """What is billed less what so many cost when they came."""
    quantity = abs(line.quantity)
    return abs(line.amount) - share(row["amount"], quantity, row["unit_quantity"], places)
