"""Pages of administration."""

from dapur.contract import Page
from dapur_administration.pages import letters, offices

PAGES: tuple[Page, ...] = (*letters.PAGES, *offices.PAGES)
