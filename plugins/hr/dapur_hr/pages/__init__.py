"""Pages of people and pay, by noun."""

from dapur.contract import Page
from dapur_hr.pages import checklists, leave, pay, people
from dapur_hr.payroll_pages import PAYROLL_PAGES

PAGES: tuple[Page, ...] = (*people.PAGES, *checklists.PAGES, *leave.PAGES, *pay.PAGES, *PAYROLL_PAGES)
