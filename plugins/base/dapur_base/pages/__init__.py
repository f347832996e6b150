"""Pages of base, by noun."""

from dapur.contract import Page
from dapur_base.pages import approvals, currencies, parties

PAGES: tuple[Page, ...] = (*approvals.PAGES, *parties.PAGES, *currencies.PAGES)
