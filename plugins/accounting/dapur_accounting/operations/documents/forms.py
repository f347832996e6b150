"""What people and other doors send: the head and lines that all kinds share, and what each side adds."""

import datetime
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from dapur.contract import Choice, Form, Shown, _
from dapur_accounting.operations.entry_lines import Rate
from dapur_accounting.queries.document_words import PURCHASE_KINDS, SALES_KINDS

Price = Annotated[Decimal, Field(ge=0, max_digits=20, decimal_places=6)]
Quantity = Annotated[Decimal, Field(max_digits=20, decimal_places=6)]
Percent = Annotated[Decimal, Field(ge=0, le=100, decimal_places=4)]
Code = Annotated[str, StringConstraints(max_length=100)]

TAX_ROUNDING = (Choice("line", _("Line by line")), Choice("document", _("Once for the document")))


class DocumentLine(Form):
    """A line. The price is without tax unless the document's prices include it.

    `quantity` may be negative for something that is taken off. Without `account` the line goes to the usual account of
    the document's kind; without `tax` it takes the company's usual tax, where one is set. `split` spreads the line over
    cost centres: "A 1/3; B 1/3; C 1/3".
    """

    text: Annotated[str, StringConstraints(max_length=500), Shown(_("Description"), stop=True, width="wide")] = ""
    quantity: Annotated[Quantity, Shown(_("Quantity"), kind="quantity", stop=True, width="narrow")] = Decimal(1)
    unit: Annotated[str, StringConstraints(max_length=20), Shown(_("Measure"), width="narrow")] = ""
    unit_price: Annotated[Price, Shown(_("Price"), kind="number", stop=True)]
    discount_percent: Annotated[Percent, Shown(_("Discount %"), kind="number", width="narrow")] = Decimal(0)
    tax: Annotated[int | None, Shown(_("Tax"), reference="accounting.taxes")] = None
    withholding: Annotated[int | None, Shown(_("Withholding"), reference="accounting.withholdings")] = None
    account: Annotated[int | None, Shown(_("Account"), reference="accounting.posting_accounts")] = None
    cost_centre: Annotated[int | None, Shown(_("Cost centre"), reference="accounting.cost_centres")] = None
    project: Annotated[int | None, Shown(_("Project"), reference="accounting.projects")] = None
    extra_tax: Annotated[int | None, Shown(_("Further tax"), reference="accounting.taxes")] = None
    split: Annotated[str, StringConstraints(max_length=500), Shown(_("Split over cost centres"))] = ""
    deducts: Annotated[int | None, Shown(_("Advance"), kind="hidden")] = None
    source_line: Annotated[int | None, Shown(_("Source line"), kind="hidden")] = None


class DocumentHead(Form):
    """What every document says besides whom it concerns. Without `document` a new draft is made.

    Without `due` and `terms` the company's usual number of days counts. `rate`: units of the company's currency for one
    unit of the document's; that of the day when left out.
    """

    date: Annotated[datetime.date, Shown(_("Date"))]
    due: Annotated[datetime.date | None, Shown(_("Due"), hint=_("By the terms when left empty"))] = None
    terms: Annotated[int | None, Shown(_("Terms"), reference="accounting.payment_terms")] = None
    tax_rounding: Annotated[Literal["line", "document"], Shown(_("Round tax"), choices=TAX_ROUNDING)] = "line"
    currency: Annotated[str, StringConstraints(pattern="^([A-Z]{3})?$"), Shown(_("Currency"), kind="code", width="narrow")] = ""
    rate: Annotated[Rate | None, Shown(_("Exchange rate"), kind="rate", width="narrow")] = None
    prices_include_tax: Annotated[bool, Shown(_("Prices include tax"))] = False
    description: Annotated[str, StringConstraints(max_length=500), Shown(_("Notes"), width="wide")] = ""
    lines: Annotated[list[DocumentLine], Field(max_length=2000), Shown(_("Lines"), kind="lines")] = []
    against: Annotated[int | None, Shown(_("Credits"), kind="hidden")] = None
    document: Annotated[int | None, Shown(_("Draft"), kind="hidden")] = None
    version: Annotated[int | None, Shown(_("Version"), kind="hidden")] = None


class ToCustomer(Form):
    """Whom a document of sales goes to."""

    party: Annotated[int, Shown(_("Customer"), reference="base.parties", stop=True)]
    reference: Annotated[Code, Shown(_("Customer's reference"), kind="code")] = ""
    kind: Annotated[Literal["invoice", "credit_note", "advance_invoice"], Shown(_("Kind"), choices=SALES_KINDS)] = "invoice"


class FromSupplier(Form):
    """Whom a document of purchases comes from. `reference`: their number, by which a second copy is found."""

    party: Annotated[int, Shown(_("Supplier"), reference="base.parties", stop=True)]
    reference: Annotated[Code, Shown(_("Supplier's number"), kind="code", stop=True)] = ""
    kind: Annotated[Literal["bill", "supplier_credit", "advance_bill"], Shown(_("Kind"), choices=PURCHASE_KINDS)] = "bill"


class SalesDocument(DocumentHead, ToCustomer):
    """An invoice, credit note or advance invoice to a customer. The other bases' fields come first on the page."""


class PurchaseDocument(DocumentHead, FromSupplier):
    """A bill, credit note or advance bill of a supplier. The other bases' fields come first on the page."""
