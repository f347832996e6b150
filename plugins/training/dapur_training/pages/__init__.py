"""Pages of training."""

from dapur.contract import Page

PAGES: tuple[Page, ...] = ()
