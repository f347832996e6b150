"""Reports of base."""

from dapur_base.reports.holidays import HOLIDAYS
from dapur_base.reports.overdue_tasks import OVERDUE_TASKS

REPORTS = (HOLIDAYS, OVERDUE_TASKS)
"""All of them."""
