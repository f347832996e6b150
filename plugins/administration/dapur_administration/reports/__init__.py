"""Reports of administration."""

from dapur.contract import Report
from dapur_administration.reports.free_rooms import FREE_ROOMS
from dapur_administration.reports.series_dates import SERIES_DATES

REPORTS: tuple[Report, ...] = (FREE_ROOMS, SERIES_DATES)
