"""Pages of base, by noun."""

from dapur.contract import Page
from dapur_base.pages import approvals, calendars, currencies, organisation, parties

PAGES: tuple[Page, ...] = (*approvals.PAGES, *parties.PAGES, *currencies.PAGES, *organisation.PAGES, *calendars.PAGES)
