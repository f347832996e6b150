"""Sentences that the SQL of administration refuses with, here so that they are translated like all others."""

from dapur.contract import _

TEXTS = (
    _("An issued letter stays as it is. Void it with a reason, and write a new one."),
    _("This letter cannot be issued. Open it again."),
)
