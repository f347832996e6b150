"""What can be reported in IT."""

from dapur.contract import Report
from dapur_it.reports.assets_on import ASSETS_ON
from dapur_it.reports.away_tickets import AWAY_TICKETS
from dapur_it.reports.clock import CLOCK
from dapur_it.reports.impact import IMPACT

REPORTS: tuple[Report, ...] = (AWAY_TICKETS, ASSETS_ON, CLOCK, IMPACT)
