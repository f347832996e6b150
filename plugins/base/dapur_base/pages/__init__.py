"""Pages of base, by noun."""

from dapur.contract import Page
from dapur_base.pages import currencies, organisation, parties, units

PAGES: tuple[Page, ...] = (*parties.PAGES, *currencies.PAGES, *organisation.PAGES, *units.PAGES)
