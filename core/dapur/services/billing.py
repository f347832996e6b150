"""Invoices and bills for what other departments sold, delivered, ordered or received.

    billing = work.find(Billing)
    if billing is not None:
        draft = await billing.draft(BillDraft(…))

The department says what is to be billed, line by line of its own document; the billing department makes a draft that a
person checks and posts. What became of it comes back as events, once committed: `LinesBilled` when a document is posted,
`LinesUnbilled` when it is cancelled, `DocumentPaid` when nothing is open on it any more. Nobody has to be told of drafts:
`progress` says how much of each line stands on drafts and on posted documents.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, Protocol

from dapur.contract import Event

ZERO = Decimal(0)

BillKind = Literal["invoice", "credit_note", "bill", "supplier_credit"]
"""invoice: what a customer owes us. bill: what we owe a supplier. The other two take (part of) one back."""


@dataclass(frozen=True)
class BillLine:
    """One line. `source_line` is the row of the department's own document; several lines may name the same.

    quantity and unit_price are never negative (a credit note is a kind of its own); the price is in the document's
    currency, before discount, without tax unless the draft says `prices_include_tax`. role: the account by role
    ("revenue", "goods_received"); account: its number where the department knows it. tax_code: code of the company's
    tax codes; None leaves the choice to what the company has set as usual, "" means no tax.
    """

    source_line: int
    text: str
    quantity: Decimal
    unit_price: Decimal
    role: str = ""
    unit: str = ""
    discount_percent: Decimal = ZERO
    tax_code: str | None = None
    cost_centre: str = ""
    project: str = ""
    account: int | None = None


@dataclass(frozen=True)
class BillDraft:
    """A document to draft. `party`: number of a party of base.

    source_plugin, source_kind, source_id, source_number: the order or receipt. reference: the other side's number (of
    the supplier's bill, or the customer's order). currency "" is the company's own; rate None is the rate of the day.
    due None follows from the party's or the company's terms.
    """

    kind: BillKind
    party: int
    day: date
    lines: Sequence[BillLine]
    source_plugin: str
    source_kind: str
    source_id: int
    source_number: str
    currency: str = ""
    rate: Decimal | None = None
    due: date | None = None
    reference: str = ""
    description: str = ""
    prices_include_tax: bool = False


@dataclass(frozen=True)
class BilledDocument:
    """A document as it stands. `number` is "" while it is a draft; total is with tax, in `currency`.

    open_amount: what is still to be paid, in `currency`; of a draft its total. address: its page inside the company.
    """

    id: int
    kind: BillKind
    status: Literal["draft", "posted", "cancelled"]
    number: str
    total: Decimal
    open_amount: Decimal
    currency: str
    address: str


@dataclass(frozen=True)
class LineProgress:
    """How far a source line is billed. Amounts are net of tax in the company's currency; credit notes count negative."""

    drafted_quantity: Decimal = ZERO
    billed_quantity: Decimal = ZERO
    billed_amount: Decimal = ZERO


class Billing(Protocol):
    """Billing for other departments, in the caller's transaction. The rights are those of the caller's operation.

    Raises Refused, the field naming the line ("lines.2.tax_code"): ROLE_UNKNOWN, TAX_UNKNOWN, PARTY_UNKNOWN,
    CURRENCY_UNKNOWN, RATE_MISSING, DOCUMENT_EMPTY, DIMENSION_UNKNOWN.
    """

    async def draft(self, document: BillDraft) -> BilledDocument:
        """Make a draft. Each call makes one: ask `progress` first for what is left to bill."""
        ...

    async def drop(self, document: int) -> None:
        """Delete a draft that came from another department. Raises Refused (POSTED_IMMUTABLE) and NotFound."""
        ...

    async def progress(self, plugin: str, kind: str, lines: Sequence[int]) -> Mapping[int, LineProgress]:
        """How far these source lines are billed; every line that was asked for is in the answer."""
        ...

    async def documents(self, plugin: str, kind: str, source: int) -> Sequence[BilledDocument]:
        """The documents that came from a source document, oldest first, cancelled ones too."""
        ...


@dataclass(frozen=True)
class BilledLine:
    """What a posted document bills of one source line. amount: net of tax, in the company's currency.

    quantity and amount are negative for credit notes.
    """

    source_kind: str
    source_id: int
    source_line: int
    quantity: Decimal
    amount: Decimal


@dataclass(frozen=True)
class LinesBilled(Event):
    """A document with lines of `source_plugin` was posted. One event a source plugin."""

    name = "accounting.lines_billed"
    source_plugin: str
    document: int
    kind: BillKind
    number: str
    day: date
    lines: tuple[BilledLine, ...]


@dataclass(frozen=True)
class LinesUnbilled(Event):
    """A document that billed these lines was cancelled on `day`: the lines may be billed again."""

    name = "accounting.lines_unbilled"
    source_plugin: str
    document: int
    kind: BillKind
    number: str
    day: date
    lines: tuple[BilledLine, ...]


@dataclass(frozen=True)
class DocumentPaid(Event):
    """Nothing is open any more on a document; `day` is that of the last payment. It can be told again after a payment
    was taken back and made anew."""

    name = "accounting.document_paid"
    document: int
    kind: BillKind
    number: str
    party: int
    day: date
