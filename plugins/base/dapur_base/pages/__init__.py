"""Pages of base, by noun."""

from dapur.contract import Page
from dapur_base.pages import calendars, currencies, organisation, parties

PAGES: tuple[Page, ...] = (*parties.PAGES, *currencies.PAGES, *organisation.PAGES, *calendars.PAGES)
