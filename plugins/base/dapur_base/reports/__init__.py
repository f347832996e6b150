"""Reports of base."""

from dapur.contract import Report
from dapur_base.reports.organisation import ORGANISATION

REPORTS: tuple[Report, ...] = (ORGANISATION,)
