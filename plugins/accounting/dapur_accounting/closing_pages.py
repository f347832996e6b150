"""Pages of the period's end: the closing list, year end, revaluation, and the way out."""

from datetime import timedelta
from typing import Any

from dapur.contract import FormPage, Menu, Page, TemplatePage, _
from dapur.queries.reader import Reader
from dapur_accounting.close_screen import books_screen, close_screen
from dapur_accounting.operations.close_year import close_year
from dapur_accounting.operations.import_books import import_books
from dapur_accounting.operations.revalue import revalue

CLOSING = _("Closing")


async def last_month_end(reader: Reader, _parameters: dict[str, str]) -> dict[str, Any]:
    """The last day of last month."""
    return {"date": reader.today.replace(day=1) - timedelta(days=1)}


async def open_year(reader: Reader, _parameters: dict[str, str]) -> dict[str, Any]:
    """The last fiscal year that has ended."""
    found = await reader.value(
        "select id from accounting.fiscal_year where company_id = %s and ends < %s order by ends desc limit 1",
        reader.scope.company,
        reader.today,
    )
    return {"year": found} if found else {}


CLOSING_PAGES: tuple[Page, ...] = (
    TemplatePage(
        "close",
        "accounting/close.html",
        _("Closing list"),
        "accounting.read",
        close_screen,
        Menu(_("Closing list"), 60, "checklist", CLOSING),
    ),
    FormPage(
        "revalue",
        revalue,
        _("Revalue foreign balances"),
        "accounting/entries",
        initial=last_month_end,
        menu=Menu(_("Revaluation"), 61, "exchange", CLOSING),
    ),
    FormPage(
        "close-year",
        close_year,
        _("Close fiscal year"),
        "accounting/close",
        initial=open_year,
        menu=Menu(_("Close fiscal year"), 62, "calendar-check", CLOSING),
    ),
    TemplatePage(
        "books",
        "accounting/books.html",
        _("Whole ledger as text"),
        "accounting.read",
        books_screen,
        Menu(_("Whole ledger as text"), 63, "file-export", CLOSING),
    ),
    FormPage("books/import", import_books, _("Import whole books"), "accounting/entries"),
)
