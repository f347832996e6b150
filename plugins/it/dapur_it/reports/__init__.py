"""What can be reported in IT."""

from dapur.contract import Report
from dapur_it.reports.assets_on import ASSETS_ON
from dapur_it.reports.clock import CLOCK

REPORTS: tuple[Report, ...] = (ASSETS_ON, CLOCK)
