"""Pages of what is open: items, allocations, ages, statements of account."""

from typing import Any

from dapur.contract import Action, FormPage, ListPage, Menu, Page, RecordPage, Related, ReportPage, View, _
from dapur.queries.reader import Reader
from dapur_accounting.operations.allocations import allocate, take_back_allocation
from dapur_accounting.queries.open_items import ALLOCATION_PARTS, ALLOCATIONS, OPEN_ITEMS
from dapur_accounting.reports import aging, statement_of_account

OWED = _("Sales and purchases")


async def _today(reader: Reader, _parameters: dict[str, str]) -> dict[str, Any]:
    return {"date": reader.today}


ITEM_PAGES: tuple[Page, ...] = (
    ListPage(
        "items",
        OPEN_ITEMS,
        _("Open items"),
        Menu(_("Open items"), 4, "list-check", group=OWED),
        views=(
            View("receivable", _("Owed to us"), {"side": "receivable", "open": "1"}),
            View("payable", _("Owed by us"), {"side": "payable", "open": "1"}),
            View("overdue", _("Overdue"), {"status": "overdue"}),
            View("all", _("All")),
        ),
        new="allocations/new",
        new_title=_("Allocate"),
        empty=_("Nothing is open."),
    ),
    ListPage(
        "allocations",
        ALLOCATIONS,
        _("Allocations"),
        Menu(_("Allocations"), 5, "arrows-exchange", group=OWED),
        views=(View("held", _("In force"), {"status": "held"}), View("all", _("All"))),
        new="allocations/new",
        new_title=_("Allocate"),
        empty=_("Nothing was allocated yet."),
    ),
    FormPage("allocations/new", allocate, _("Allocate"), "accounting/allocations", initial=_today),
    RecordPage(
        "allocations/{id}",
        ALLOCATIONS,
        "name",
        "allocations",
        facts=("date", "party", "amount", "made_by", "made_at"),
        related=(Related(ALLOCATION_PARTS, _("Items"), {"allocation": "id"}),),
        actions=(
            Action(take_back_allocation, {"id": "id"}, when=("held",), icon="arrow-back-up", done="accounting/allocations"),
        ),
        aside=("amount", "status"),
    ),
    ReportPage(
        "reports/aged-receivables", aging.AGED_RECEIVABLES, Menu(_("Aged receivables"), 6, "hourglass", group=OWED), aging.initial
    ),
    ReportPage(
        "reports/aged-payables", aging.AGED_PAYABLES, Menu(_("Aged payables"), 7, "hourglass-high", group=OWED), aging.initial
    ),
    ReportPage(
        "reports/statement-of-account",
        statement_of_account.STATEMENT_OF_ACCOUNT,
        Menu(_("Statement of account"), 8, "file-text", group=OWED),
        statement_of_account.initial,
    ),
)
