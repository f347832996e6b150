"""Pages of base, by noun."""

from dapur.contract import Page
from dapur_base.pages import approvals, currencies, organisation, parties, units

PAGES: tuple[Page, ...] = (*approvals.PAGES, *parties.PAGES, *currencies.PAGES, *organisation.PAGES, *units.PAGES)
