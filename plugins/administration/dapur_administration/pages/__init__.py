"""Pages of administration."""

from dapur.contract import Page
from dapur_administration.pages import controls, documents, letters, offices, rooms

PAGES: tuple[Page, ...] = (*letters.PAGES, *rooms.PAGES, *documents.PAGES, *controls.PAGES, *offices.PAGES)
