"""Headings in the menu of IT."""

from dapur.contract import Words, _

HELP: Words = _("Help")
WORK: Words = _("Tickets")
THINGS: Words = _("Inventory")
SET_UP: Words = _("Set-up")
