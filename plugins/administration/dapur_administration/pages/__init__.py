"""Pages of administration."""

from dapur.contract import Page
from dapur_administration.pages import documents, letters, offices

PAGES: tuple[Page, ...] = (*letters.PAGES, *documents.PAGES, *offices.PAGES)
