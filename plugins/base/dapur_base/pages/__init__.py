"""Pages of base, by noun."""

from dapur.contract import Page
from dapur_base.pages import approvals, calendars, currencies, organisation, parties, party_parts, places, tasks, units

PAGES: tuple[Page, ...] = (
    *approvals.PAGES,
    *parties.PAGES,
    *party_parts.PAGES,
    *currencies.PAGES,
    *organisation.PAGES,
    *units.PAGES,
    *calendars.PAGES,
    *places.PAGES,
    *tasks.PAGES,
)
