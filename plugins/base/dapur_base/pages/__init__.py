"""Pages of base, by noun."""

from dapur.contract import Page
from dapur_base.pages import calendars, currencies, parties, tasks

PAGES: tuple[Page, ...] = (*parties.PAGES, *currencies.PAGES, *calendars.PAGES, *tasks.PAGES)
