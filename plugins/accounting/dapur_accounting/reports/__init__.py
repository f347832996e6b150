"""All reports of accounting."""

from dapur_accounting.reports.bank_reconciliation import BANK_RECONCILIATION
from dapur_accounting.reports.balance_sheet import BALANCE_SHEET
from dapur_accounting.reports.general_ledger import GENERAL_LEDGER
from dapur_accounting.reports.income_statement import INCOME_STATEMENT
from dapur_accounting.reports.journal import JOURNAL
from dapur_accounting.reports.trial_balance import TRIAL_BALANCE

REPORTS = (TRIAL_BALANCE, GENERAL_LEDGER, JOURNAL, BALANCE_SHEET, INCOME_STATEMENT, BANK_RECONCILIATION)
