"""The customer's invoice for what was delivered: drafts for accounting."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any

from dapur.contract import Form, Refused, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur.services.billing import BillDraft, BilledDocument, BillKind, BillLine
from dapur_logistics.operations.bill_receipt import billing_of
from dapur_logistics.operations.fields import Day
from dapur_logistics.operations.save_purchase_order import order_held

SOURCE = "sales_order"
LINES = """
    select l.id, l.quantity, l.ordered, l.delivered, l.returned, l.unit_price, i.name, i.is_service, u.code as unit
    from logistics.sales_line l
    join logistics.item i on i.company_id = l.company_id and i.id = l.item_id
    join base.unit u on u.company_id = l.company_id and u.id = l.unit_id
    where l.company_id = %s and l.order_id = %s order by l.line_no
"""


class InvoiceOrder(Form):
    """Which order."""

    id: Annotated[int, Shown(_("Order no."), kind="hidden")]
    day: Day = None


class InvoiceDrafted(Result):
    """The drafts in accounting: an invoice, a credit note, or both."""

    id: int
    documents: list[int]
    total: Decimal
    address: str


@operation(
    "logistics.invoice_order", title=_("Draft the invoice"), permission="logistics.bill", audit_verb=_("drafted the invoice")
)
async def invoice_order(work: Work, form: InvoiceOrder) -> InvoiceDrafted:
    """Draft an invoice for what was delivered and is not invoiced yet; a credit note for what came back after it was."""
    order = await order_held(work, "sales_order", form.id)
    billing = billing_of(work)
    rows = await work.rows(LINES, work.scope.company, form.id)
    progress = await billing.progress("logistics", SOURCE, [row["id"] for row in rows])
    left = {
        row["id"]: _in_unit(row, row["delivered"] - row["returned"])
        - progress[row["id"]].billed_quantity
        - progress[row["id"]].drafted_quantity
        for row in rows
    }
    made: list[BilledDocument] = []
    for kind, sign in (("invoice", 1), ("credit_note", -1)):
        lines = [_line(row, left[row["id"]]) for row in rows if left[row["id"]] * sign > 0]
        if lines:
            made.append(await billing.draft(_draft(kind, order, lines, form.day or work.today)))  # type: ignore[arg-type]
    if not made:
        raise Refused("NOTHING_OPEN", _("Everything that was delivered is invoiced already, or stands on a draft."), field="id")
    total = sum((x.total if x.kind == "invoice" else -x.total for x in made), Decimal(0))
    return InvoiceDrafted(id=form.id, documents=[x.id for x in made], total=total, address=made[0].address)


def _in_unit(row: Mapping[str, Any], stock_units: Decimal) -> Decimal:
    exact = Fraction(stock_units) * Fraction(row["quantity"]) / Fraction(row["ordered"])
    return Decimal(exact.numerator) / Decimal(exact.denominator)


def _line(row: Mapping[str, Any], quantity: Decimal) -> BillLine:
    role = "service_revenue" if row["is_service"] else "revenue"
    return BillLine(row["id"], row["name"], abs(quantity), row["unit_price"], role=role, unit=row["unit"])


def _draft(kind: BillKind, order: Mapping[str, Any], lines: list[BillLine], day: Any) -> BillDraft:
    return BillDraft(
        kind, order["customer_id"], day, lines, "logistics", SOURCE, order["id"], order["number"], reference=order["reference"]
    )
