"""Figures of the books."""

from dapur.contract import Measure, _
from dapur_accounting.queries.documents import INVOICES
from dapur_accounting.queries.entries import LINES
from dapur_accounting.queries.open_items import OPEN_ITEMS

MEASURES = (
    Measure(
        "accounting.revenue",
        _("Revenue"),
        _("Credit less debit on revenue accounts, by the date of the entry, without the closing of a year."),
        LINES,
        "accounting/lines",
        total="surplus",
        filters={"section": ["revenue"], "closing": False},
        days="date",
        better="more",
    ),
    Measure(
        "accounting.result",
        _("Profit or loss"),
        _("Income less expenses, by the date of the entry, without the closing of a year."),
        LINES,
        "accounting/lines",
        total="surplus",
        filters={"type": ["income", "expense"], "closing": False},
        days="date",
        better="more",
    ),
    Measure(
        "accounting.overdue_receivables",
        _("Overdue, owed to us"),
        _("What customers still owe of items whose due day is over, today, in own currency at the rate of their entry."),
        OPEN_ITEMS,
        "accounting/items",
        total="open_base",
        filters={"side": ["receivable"], "status": ["overdue"]},
        better="less",
    ),
    Measure(
        "accounting.invoices",
        _("Invoices issued"),
        _("Invoices and credit notes with a number, by their date; cancelled ones do not count."),
        INVOICES,
        "accounting/invoices",
        unit=_("invoices"),
        filters={"status": ["unpaid", "partly", "overdue", "paid"]},
        days="date",
    ),
)
