"""Pages of logistics."""

from dapur.contract import Page
from dapur_logistics.pages import orders, stock

PAGES: tuple[Page, ...] = (*stock.PAGES, *orders.PAGES)
