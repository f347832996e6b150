"""Sentences that the SQL of base refuses with, here so that they are translated like all others."""

from dapur.contract import _

TEXTS = (
    _("These units convert into each other already, directly or over others. Change that conversion instead."),
    _("A unit cannot lie below itself. Choose another unit above it."),
    _("What was known stays as it was. Note a new fact instead."),
)
