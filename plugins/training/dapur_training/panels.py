"""What training shows on the home page."""

from dapur.contract import Panel

PANELS: tuple[Panel, ...] = ()
