"""Words of the ledger's fixed values, and their colours."""

from dapur.contract import Choice, _

ACCOUNT_TYPES = (
    Choice("asset", _("Assets")),
    Choice("liability", _("Liabilities")),
    Choice("equity", _("Equity")),
    Choice("income", _("Income")),
    Choice("expense", _("Expenses")),
)
JOURNAL_KINDS = (
    Choice("general", _("General")),
    Choice("sales", _("Sales")),
    Choice("purchase", _("Purchases")),
    Choice("cash", _("Cash and bank")),
    Choice("opening", _("Opening balances")),
    Choice("closing", _("Closing")),
)
AREAS = (
    Choice("all", _("Everything")),
    Choice("general", _("General")),
    Choice("sales", _("Sales")),
    Choice("purchase", _("Purchases")),
    Choice("cash", _("Cash and bank")),
)
RESTARTS = (Choice("year", _("Every year")), Choice("month", _("Every month")), Choice("never", _("Never")))
DIMENSIONS = (Choice("cost_centre", _("Cost centre")), Choice("project", _("Project")))
USE = (Choice("open", _("In use")), Choice("closed", _("No longer used")))
USE_TONES = {"open": "green", "closed": "secondary"}
ENTRY_STATES = (Choice("posted", _("Posted")), Choice("reversed", _("Reversed")), Choice("reversal", _("Reversal")))
ENTRY_TONES = {"posted": "green", "reversed": "secondary", "reversal": "azure"}
SECTIONS = (
    Choice("revenue", _("Revenue")),
    Choice("cost", _("Cost of sales")),
    Choice("operating", _("Operating expenses")),
    Choice("other", _("Other income and expenses")),
    Choice("tax", _("Income tax")),
)
