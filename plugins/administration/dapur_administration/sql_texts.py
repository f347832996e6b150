"""Sentences that the SQL of administration refuses with, here so that they are translated like all others."""

from dapur.contract import _

TEXTS = (
    _("An issued letter stays as it is. Void it with a reason, and write a new one."),
    _("This letter cannot be issued. Open it again."),
    _("This document is destroyed. Only its number, title and hash are left."),
    _("A document keeps its number, and its versions only grow."),
    _("The hold {case} keeps this document. It is not destroyed before that is released."),
    _("This document must still be kept."),
    _("Somebody else must approve the list before documents are destroyed."),
    _("A version stays as it is. Save a new one."),
    _("An approved version stays. It goes only when the document is destroyed."),
    _("This list is approved and stays as it is. Make another one."),
    _("Only who is signed in approves a list."),
)
