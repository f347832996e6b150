"""Words that several queries and forms share."""

from dapur.contract import Choice, _

END_REASONS = (
    Choice("resignation", _("Resignation")),
    Choice("contract_end", _("End of the contract")),
    Choice("probation_failed", _("Probation not passed")),
    Choice("retirement", _("Retirement")),
    Choice("efficiency", _("Reorganisation")),
    Choice("closure", _("Closure of the company")),
    Choice("violation", _("Breach of rules")),
    Choice("illness", _("Long illness")),
    Choice("death", _("Death")),
    Choice("other", _("Other")),
)
PRESENCE = (
    Choice("employed", _("Works here")),
    Choice("coming", _("Begins later")),
    Choice("leaving", _("Leaving")),
    Choice("left", _("Left")),
)
PRESENCE_TONES = {"employed": "green", "coming": "azure", "leaving": "yellow", "left": "secondary"}
CONTRACTS = (Choice("permanent", _("Permanent")), Choice("fixed_term", _("Fixed term")))
LEAVE_STATES = (
    Choice("waiting", _("Waiting")),
    Choice("approved", _("Approved")),
    Choice("declined", _("Declined")),
    Choice("cancelled", _("Cancelled")),
)
LEAVE_TONES = {"waiting": "yellow", "approved": "green", "declined": "red", "cancelled": "secondary"}
