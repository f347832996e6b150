"""In use or no longer: the states of what is closed but never deleted."""

from dapur.contract import Choice, _

STATES = (Choice("open", _("In use")), Choice("closed", _("No longer used")))
TONES = {"open": "green", "closed": "secondary"}
