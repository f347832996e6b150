"""Pages of invoices and bills: lists with views, line grid forms, records with entry, payments and history."""

from collections.abc import Awaitable, Callable
from decimal import Decimal
from typing import Any

from dapur.contract import (
    Action,
    DocumentLink,
    FormPage,
    FormTotals,
    ListPage,
    Menu,
    Operation,
    Page,
    Query,
    RecordPage,
    Related,
    Text,
    View,
    _,
)
from dapur.mail.log import MAILS
from dapur.queries.reader import Reader
from dapur_accounting.operations.allocations import allocate_oldest
from dapur_accounting.operations.any_document import (
    cancel_document,
    copy_document,
    credit_document,
    deduct_advance,
    delete_document,
)
from dapur_accounting.operations.bills import post_bill, post_bill_draft, request_bill_approval, save_bill
from dapur_accounting.operations.documents.copying import form_values
from dapur_accounting.operations.documents.totals import typed_totals
from dapur_accounting.operations.invoices import post_invoice, post_invoice_draft, save_invoice
from dapur_accounting.operations.mail_invoice import mail_invoice
from dapur_accounting.papers.invoice import INVOICE_PAPER
from dapur_accounting.queries.document_lines import DOCUMENT_LINES, DOCUMENT_TAXES
from dapur_accounting.queries.documents import BILLS, INVOICES
from dapur_accounting.queries.open_items import ALLOCATIONS, OPEN_ITEMS

POSTED = ("unpaid", "partly", "overdue", "paid")
OWED = ("unpaid", "partly", "overdue")
NAMES = (("net", _("Net")), ("tax", _("Tax")), ("withheld", _("Withheld")), ("total", _("Total")))
FACTS = (
    "kind",
    "party",
    "date",
    "next_due",
    "terms",
    "reference",
    "currency",
    "rate",
    "net",
    "tax",
    "withheld",
    "total",
    "entry",
    "against",
    "source",
    "description",
    "cancelled_on",
    "cancelled_by",
    "cancel_reason",
    "posted_by",
    "posted_at",
)


def _totals(kind: str) -> FormTotals:
    async def compute(reader: Reader, raw: dict[str, Any]) -> dict[str, tuple[Decimal, str]]:
        return await typed_totals(reader, raw, kind)

    return FormTotals(NAMES, compute)


def _new(kind: str) -> Callable[[Reader, dict[str, str]], Awaitable[dict[str, Any]]]:
    async def initial(reader: Reader, _parameters: dict[str, str]) -> dict[str, Any]:
        return {"date": reader.today, "kind": kind, "tax_rounding": "line"}

    return initial


async def _draft(reader: Reader, parameters: dict[str, str]) -> dict[str, Any]:
    return await form_values(reader, int(parameters["id"]))


def _form(path: str, title: Text, post: Operation, save: Operation, kind: str, record: str, *, edit: bool = False) -> FormPage:
    return FormPage(
        path,
        post,
        title,
        f"accounting/{record}/{{id}}",
        initial=_draft if edit else _new(kind),
        draft=save,
        draft_done=f"accounting/{record}/{{id}}",
        grid="lines",
        totals=_totals(kind),
    )


def _record(path: str, query: Query, actions: tuple[Action, ...], related: tuple[Related, ...] = ()) -> RecordPage:
    return RecordPage(
        f"{path}/{{id}}",
        query,
        "name",
        path,
        facts=FACTS,
        related=(
            Related(DOCUMENT_LINES, _("Lines"), {"document": "id"}),
            Related(DOCUMENT_TAXES, _("Taxes"), {"document": "id"}),
            Related(OPEN_ITEMS, _("To be paid"), {"entry": "entry_id"}),
            Related(ALLOCATIONS, _("Payments and credits"), {"entry": "entry_id"}),
            *related,
        ),
        actions=(
            *actions,
            Action(
                deduct_advance,
                {"id": "id", "version": "version"},
                when=("draft",),
                icon="minus",
                done=f"accounting/{path}/{{id}}",
            ),
            Action(credit_document, {"id": "id"}, when=POSTED, icon="receipt-refund", done=f"accounting/{path}/{{id}}/edit"),
            Action(allocate_oldest, {"entry": "entry_id"}, when=OWED, icon="arrows-join"),
            Action(copy_document, {"id": "id"}, icon="copy", done=f"accounting/{path}/{{id}}/edit"),
            Action(cancel_document, {"id": "id"}, when=OWED, icon="ban"),
            Action(
                delete_document,
                {"id": "id", "version": "version"},
                when=("draft",),
                icon="trash",
                done=f"accounting/{path}",
                confirm=_("Delete this draft? It took no number, so nothing will be missing."),
            ),
        ),
        edit=f"{path}/{{id}}/edit",
        edit_when=("draft",),
        history="accounting.document",
        files="accounting.document_file",
        attach="accounting.attach_to_document",
        aside=("total", "still_open", "status"),
        slot="accounting.document",
        documents=(DocumentLink(INVOICE_PAPER),) if path == "invoices" else (),
    )


def _views() -> tuple[View, ...]:
    return (
        View("unpaid", _("Unpaid"), {"open": "1"}),
        View("overdue", _("Overdue"), {"status": "overdue"}),
        View("drafts", _("Drafts"), {"status": "draft"}),
        View("all", _("All")),
    )


DOCUMENT_PAGES: tuple[Page, ...] = (
    ListPage(
        "invoices",
        INVOICES,
        _("Invoices"),
        Menu(_("Invoices"), 2, "file-invoice", group=_("Sales and purchases")),
        views=_views(),
        new="invoices/new",
        new_title=_("New invoice"),
        empty=_("No invoices yet. Write the first one."),
    ),
    _form("invoices/new", _("New invoice"), post_invoice, save_invoice, "invoice", "invoices"),
    _form("invoices/{id}/edit", _("Change draft"), post_invoice, save_invoice, "invoice", "invoices", edit=True),
    _record(
        "invoices",
        INVOICES,
        (
            Action(post_invoice_draft, {"id": "id", "version": "version"}, when=("draft",), primary=True, icon="check"),
            Action(mail_invoice, {"id": "id"}, when=POSTED, icon="mail"),
        ),
        (Related(MAILS, _("Mails"), {"address": "page"}),),
    ),
    ListPage(
        "bills",
        BILLS,
        _("Bills"),
        Menu(_("Bills"), 3, "receipt", group=_("Sales and purchases")),
        views=_views(),
        new="bills/new",
        new_title=_("New bill"),
        empty=_("No bills yet. Enter the first one."),
    ),
    _form("bills/new", _("New bill"), post_bill, save_bill, "bill", "bills"),
    _form("bills/{id}/edit", _("Change draft"), post_bill, save_bill, "bill", "bills", edit=True),
    _record(
        "bills",
        BILLS,
        (
            Action(post_bill_draft, {"id": "id", "version": "version"}, when=("draft",), primary=True, icon="check"),
            Action(request_bill_approval, {"id": "id"}, when=("draft",), icon="send"),
        ),
    ),
)
