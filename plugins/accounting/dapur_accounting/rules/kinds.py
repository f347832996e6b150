"""What sets the kinds of documents apart. Everything else is the same for all."""

from dataclasses import dataclass
from typing import Literal

from dapur.services.billing import BillKind

KindName = Literal["invoice", "credit_note", "advance_invoice", "bill", "supplier_credit", "advance_bill"]
Side = Literal["sales", "purchase"]


@dataclass(frozen=True)
class Kind:
    """direction: 1 where the other side comes to owe us (a debit on the control account), -1 where we owe.

    sign: 1 for what is billed, -1 for what takes it back; so counts its net in turnover, tax and orders.
    control, line_role: accounts by role, of what is owed and of a line that names none.
    """

    name: KindName
    side: Side
    direction: int
    sign: int
    control: str
    line_role: str

    @property
    def journal(self) -> str:
        """The kind of journal that it is posted in."""
        return self.side

    @property
    def takes_back(self) -> bool:
        """A credit note."""
        return self.sign < 0

    @property
    def is_advance(self) -> bool:
        """Billed before anything is delivered; a later document deducts it."""
        return self.line_role.endswith("_advance")


KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("invoice", "sales", 1, 1, "receivable", "revenue"),
        Kind("credit_note", "sales", -1, -1, "receivable", "sales_return"),
        Kind("advance_invoice", "sales", 1, 1, "receivable", "customer_advance"),
        Kind("bill", "purchase", -1, 1, "payable", "expense"),
        Kind("supplier_credit", "purchase", 1, -1, "payable", "expense"),
        Kind("advance_bill", "purchase", -1, 1, "payable", "supplier_advance"),
    )
}
CREDITS: dict[str, KindName] = {
    "invoice": "credit_note",
    "advance_invoice": "credit_note",
    "bill": "supplier_credit",
    "advance_bill": "supplier_credit",
}
"""The kind that takes a kind back."""
BILLED_AS: dict[str, BillKind] = {
    "invoice": "invoice",
    "advance_invoice": "invoice",
    "credit_note": "credit_note",
    "bill": "bill",
    "advance_bill": "bill",
    "supplier_credit": "supplier_credit",
}
"""What other departments call a kind."""
