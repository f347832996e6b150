"""Pages of base, by noun."""

from dapur.contract import Page
from dapur_base.pages import currencies, parties

PAGES: tuple[Page, ...] = (*parties.PAGES, *currencies.PAGES)
