"""All reports of accounting."""

from dapur_accounting.reports.aging import AGED_PAYABLES, AGED_RECEIVABLES
from dapur_accounting.reports.balance_sheet import BALANCE_SHEET
from dapur_accounting.reports.bank_reconciliation import BANK_RECONCILIATION
from dapur_accounting.reports.general_ledger import GENERAL_LEDGER
from dapur_accounting.reports.income_statement import INCOME_STATEMENT
from dapur_accounting.reports.journal import JOURNAL
from dapur_accounting.reports.statement_of_account import STATEMENT_OF_ACCOUNT
from dapur_accounting.reports.tax_return import TAX_RETURN
from dapur_accounting.reports.trial_balance import TRIAL_BALANCE

OWED = (AGED_RECEIVABLES, AGED_PAYABLES, STATEMENT_OF_ACCOUNT)
REPORTS = (TRIAL_BALANCE, GENERAL_LEDGER, JOURNAL, BALANCE_SHEET, INCOME_STATEMENT, *OWED, TAX_RETURN, BANK_RECONCILIATION)
