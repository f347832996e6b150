"""Reports of administration."""

from dapur.contract import Report
from dapur_administration.reports.control_status import CONTROL_STATUS
from dapur_administration.reports.due_calendar import DUE_CALENDAR
from dapur_administration.reports.free_rooms import FREE_ROOMS
from dapur_administration.reports.risk_register import RISK_HISTORY, RISK_REGISTER
from dapur_administration.reports.series_dates import SERIES_DATES

REPORTS: tuple[Report, ...] = (FREE_ROOMS, SERIES_DATES, CONTROL_STATUS, DUE_CALENDAR, RISK_REGISTER, RISK_HISTORY)
