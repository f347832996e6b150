"""Reports of base."""

from dapur.contract import Report
from dapur_base.reports.holidays import HOLIDAYS
from dapur_base.reports.merge_preview import MERGE_PREVIEW
from dapur_base.reports.organisation import ORGANISATION
from dapur_base.reports.overdue_tasks import OVERDUE_TASKS

REPORTS: tuple[Report, ...] = (ORGANISATION, MERGE_PREVIEW, HOLIDAYS, OVERDUE_TASKS)
