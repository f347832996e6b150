"""Reports of base."""

from dapur_base.reports.holidays import HOLIDAYS

REPORTS = (HOLIDAYS,)
"""All of them."""
