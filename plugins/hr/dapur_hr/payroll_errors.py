"""Codes that a month's payroll refuses with."""

from dapur.contract import ErrorCode, _

PAYROLL_ERRORS = (
    ErrorCode("HR_ACCOUNT_MISSING", _("The pay of somebody has no bank account to go to.")),
    ErrorCode("HR_AMOUNT_ZERO", _("An amount is zero.")),
    ErrorCode("HR_BANK_FORMAT_UNKNOWN", _("The country has no such format of bank files.")),
    ErrorCode("HR_BANK_FILE_DIFFERS", _("The bank file would not pay what is owed.")),
    ErrorCode("HR_CLASS_OTHER_KIND", _("The class for tax does not fit the kind of the component.")),
    ErrorCode("HR_COST_CENTRE_UNKNOWN", _("The ledger knows no such cost centre.")),
    ErrorCode("HR_FACT_UNKNOWN", _("The rules of pay ask for no such fact.")),
    ErrorCode("HR_FACT_VALUE", _("The value does not fit the fact.")),
    ErrorCode("HR_FORMULA_CIRCLE", _("Formulas need each other.")),
    ErrorCode("HR_FORMULA_DIVIDES_BY_ZERO", _("A formula divides by zero.")),
    ErrorCode("HR_FORMULA_NAME", _("A formula uses a name that is no component.")),
    ErrorCode("HR_FORMULA_WRONG", _("A formula cannot be read.")),
    ErrorCode("HR_LEDGER_OFF", _("The entry of the payroll stands in a ledger that is switched off.")),
    ErrorCode("HR_LINE_OF_OTHER_RUN", _("A line names another payroll than its payslip.")),
    ErrorCode("HR_MONTH_POSTED", _("The payroll of the month is posted.")),
    ErrorCode("HR_PAYROLL_BUSY", _("The payroll is not calculated yet.")),
    ErrorCode("HR_PAYROLL_EARLIER_OPEN", _("The payroll of an earlier month is open.")),
    ErrorCode("HR_PAYROLL_EXISTS", _("The month has a payroll already.")),
    ErrorCode("HR_PAYROLL_FOLLOWED", _("The payroll of a later month builds on this one.")),
    ErrorCode("HR_PAYROLL_NOT_POSTED", _("The payroll is not posted.")),
    ErrorCode("HR_PAYROLL_POSTED", _("The payroll is posted already.")),
    ErrorCode("HR_PAYROLL_PROBLEMS", _("Payslips could not be calculated.")),
    ErrorCode("HR_PAYROLL_STALE", _("Pay changed since the payroll was calculated.")),
    ErrorCode("HR_PAYROLL_UNEXPLAINED", _("Payslips differ from last month without a reason.")),
    ErrorCode("HR_SHARES_NOT_WHOLE", _("The shares of the cost are not 100%.")),
    ErrorCode("HR_SHARES_TWICE", _("A cost centre has two shares.")),
    ErrorCode("HR_SLICES_UNORDERED", _("The limits of a table of slices are not in order.")),
)
