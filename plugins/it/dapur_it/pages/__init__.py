"""Pages of IT."""

from dapur.contract import Page
from dapur_it.pages.assets import ASSET_PAGES
from dapur_it.pages.knowledge import KNOWLEDGE_PAGES
from dapur_it.pages.portal import PORTAL_PAGES
from dapur_it.pages.services import SERVICE_PAGES
from dapur_it.pages.set_up import SET_UP_PAGES
from dapur_it.pages.tickets import TICKET_PAGES

PAGES: tuple[Page, ...] = (*TICKET_PAGES, *PORTAL_PAGES, *ASSET_PAGES, *SERVICE_PAGES, *KNOWLEDGE_PAGES, *SET_UP_PAGES)
