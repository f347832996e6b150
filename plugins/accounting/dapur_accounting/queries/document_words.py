"""Words of documents and of what is open."""

from dapur.contract import Choice, _

SALES_KINDS = (
    Choice("invoice", _("Invoice")),
    Choice("credit_note", _("Credit note")),
    Choice("advance_invoice", _("Advance invoice")),
)
PURCHASE_KINDS = (
    Choice("bill", _("Bill")),
    Choice("supplier_credit", _("Supplier's credit note")),
    Choice("advance_bill", _("Advance bill")),
)
STATES = (
    Choice("draft", _("Draft")),
    Choice("unpaid", _("Unpaid")),
    Choice("partly", _("Partly paid")),
    Choice("overdue", _("Overdue")),
    Choice("paid", _("Paid")),
    Choice("cancelled", _("Cancelled")),
)
TONES = {"draft": "secondary", "unpaid": "blue", "partly": "azure", "overdue": "red", "paid": "green", "cancelled": "secondary"}
ITEM_SIDES = (Choice("receivable", _("Owed to us")), Choice("payable", _("Owed by us")))
ITEM_STATES = (Choice("open", _("Open")), Choice("overdue", _("Overdue")), Choice("closed", _("Settled")))
ITEM_TONES = {"open": "blue", "overdue": "red", "closed": "green"}
ALLOCATION_STATES = (
    Choice("held", _("In force")),
    Choice("undone", _("Taken back")),
    Choice("counter", _("Takes one back")),
    Choice("reversal", _("Entry and reversal")),
)
ALLOCATION_TONES = {"held": "green", "undone": "secondary", "counter": "azure", "reversal": "secondary"}
PAPER_LANGUAGES = (Choice("", _("As I read")), Choice("id", "Bahasa Indonesia"), Choice("en", "English"))
