"""All reports of accounting."""

from dapur_accounting.reports.trial_balance import TRIAL_BALANCE

REPORTS = (TRIAL_BALANCE,)
