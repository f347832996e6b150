"""Pages of a month's payroll."""

from dapur.contract import Page
from dapur_hr.payroll_pages import inputs, runs, slips

PAYROLL_PAGES: tuple[Page, ...] = (*runs.PAGES, *slips.PAGES, *inputs.PAGES)
