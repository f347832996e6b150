"""Sentences that the SQL of base refuses with, here so that they are translated like all others."""

from dapur.contract import _

TEXTS = (
    _("That party was merged into this one. Take that back first."),
    _("These units convert into each other already, directly or over others. Change that conversion instead."),
    _("A unit cannot lie below itself. Choose another unit above it."),
    _("What was known stays as it was. Note a new fact instead."),
    _("Only who asked can take the request back."),
    _("There is no such request. Open the list again."),
    _("This changed after you opened it. Check it again before you decide."),
    _("This has been decided already. Nothing is open here any more."),
    _("This vote was cast already."),
    _("You are not among those who decide this."),
    _("You asked for this yourself. Somebody else must decide."),
    _("Your step is decided already. Your vote is no longer needed."),
    _("Your step is not open yet. Others decide first."),
)
