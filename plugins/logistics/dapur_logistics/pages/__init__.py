"""Pages of logistics."""

from dapur.contract import Page
from dapur_logistics.pages import purchases, sales, stock, warehouse

PAGES: tuple[Page, ...] = (*stock.PAGES, *purchases.PAGES, *sales.PAGES, *warehouse.PAGES)
