"""Pages of people and pay, by noun."""

from dapur.contract import Page
from dapur_hr.pages import leave, pay, people

PAGES: tuple[Page, ...] = (*people.PAGES, *leave.PAGES, *pay.PAGES)
