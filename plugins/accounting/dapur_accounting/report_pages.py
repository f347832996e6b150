"""Pages of the statements."""

from dapur.contract import Menu, Page, ReportPage, _
from dapur_accounting.reports import balance_sheet, general_ledger, income_statement, journal, trial_balance

REPORTS = _("Reports")
REPORT_PAGES: tuple[Page, ...] = (
    ReportPage(
        "reports/trial-balance",
        trial_balance.TRIAL_BALANCE,
        Menu(_("Trial balance"), 50, "scale", REPORTS),
        trial_balance.initial,
    ),
    ReportPage(
        "reports/balance-sheet",
        balance_sheet.BALANCE_SHEET,
        Menu(_("Balance sheet"), 51, "building-bank", REPORTS),
        balance_sheet.initial,
    ),
    ReportPage(
        "reports/income-statement",
        income_statement.INCOME_STATEMENT,
        Menu(_("Income statement"), 52, "trending-up", REPORTS),
        income_statement.initial,
    ),
    ReportPage(
        "reports/general-ledger",
        general_ledger.GENERAL_LEDGER,
        Menu(_("General ledger"), 53, "book", REPORTS),
        general_ledger.initial,
    ),
    ReportPage("reports/journal", journal.JOURNAL, Menu(_("Journal report"), 54, "notebook", REPORTS), journal.initial),
)
