"""Pages of base, by noun."""

from dapur.contract import Page
from dapur_base.pages import currencies, organisation, parties, party_parts, units

PAGES: tuple[Page, ...] = (*parties.PAGES, *party_parts.PAGES, *currencies.PAGES, *organisation.PAGES, *units.PAGES)
