"""Reports of people and leave."""

from dapur.contract import Report
from dapur_hr.reports.leave_balances import LEAVE_BALANCES

REPORTS: tuple[Report, ...] = (LEAVE_BALANCES,)
