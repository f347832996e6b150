"""The six families of skills, and other fixed choices that several pages share."""

from typing import Literal

from dapur.contract import Choice, _

Family = Literal["administrative", "communication", "analytical", "technology", "time_management", "problem_solving"]
NO_FAMILY = Choice("", _("None of them"))
FAMILIES = (
    Choice("administrative", _("Administrative")),
    Choice("communication", _("Communication")),
    Choice("analytical", _("Analytical")),
    Choice("technology", _("Technology")),
    Choice("time_management", _("Time management")),
    Choice("problem_solving", _("Problem solving")),
)
KINDS = (
    Choice("self_paced", _("At one's own pace")),
    Choice("session", _("In a session")),
    Choice("external", _("Outside the company")),
    Choice("on_the_job", _("On the job")),
)
STANDINGS = (
    Choice("valid", _("Valid")),
    Choice("expiring", _("Ends soon")),
    Choice("expired", _("Expired")),
    Choice("missing", _("Missing")),
)
STANDING_TONES = {"valid": "green", "expiring": "yellow", "expired": "red", "missing": "red"}
