"""Sentences that the SQL of IT refuses with, here so that they are translated like all others."""

from dapur.contract import _

TEXTS = (
    _("What was said stays as it was said."),
    _("The clock of a ticket stays as it ran. Set another state instead."),
    _("Who held a device, and what was signed for, stays as it was."),
    _("This seat may not be passed on."),
    _("This would close a circle: what it needs needs it, too."),
)
