"""Words of the states of orders, counts and proposals."""

from dapur.contract import Choice, _

PURCHASE_STATES = (
    Choice("draft", _("Draft")),
    Choice("ordered", _("Ordered")),
    Choice("partly", _("Partly received")),
    Choice("received", _("Received")),
    Choice("closed", _("Closed")),
    Choice("cancelled", _("Cancelled")),
)
PURCHASE_TONES = {
    "draft": "secondary",
    "ordered": "blue",
    "partly": "azure",
    "received": "green",
    "closed": "secondary",
    "cancelled": "red",
}
SALES_STATES = (
    Choice("draft", _("Draft")),
    Choice("confirmed", _("Confirmed")),
    Choice("partially_delivered", _("Partly delivered")),
    Choice("delivered", _("Delivered")),
    Choice("closed", _("Closed")),
    Choice("cancelled", _("Cancelled")),
)
SALES_TONES = {
    "draft": "secondary",
    "confirmed": "blue",
    "partially_delivered": "azure",
    "delivered": "green",
    "closed": "secondary",
    "cancelled": "red",
}
COUNT_STATES = (
    Choice("open", _("Open")),
    Choice("approval", _("Waits for approval")),
    Choice("posted", _("Posted")),
    Choice("cancelled", _("Cancelled")),
)
COUNT_TONES = {"open": "blue", "approval": "yellow", "posted": "green", "cancelled": "secondary"}
OUTCOMES = (
    Choice("accepted", _("Accepted")),
    Choice("recount", _("Count again")),
    Choice("needs_approval", _("Beyond the tolerance")),
)
OUTCOME_TONES = {"accepted": "green", "recount": "yellow", "needs_approval": "red"}
PROPOSAL_STATES = (Choice("open", _("Open")), Choice("ordered", _("Ordered")), Choice("dismissed", _("Dismissed")))
PROPOSAL_TONES = {"open": "blue", "ordered": "green", "dismissed": "secondary"}
TRANSFER_STATES = (Choice("under_way", _("Under way")), Choice("arrived", _("Arrived")))
TRANSFER_TONES = {"under_way": "azure", "arrived": "green"}
