"""Codes that approvals refuse with."""

from dapur.contract import ErrorCode, _

APPROVAL_CODES = (
    ErrorCode("BASE_ALREADY_VOTED", _("The vote was cast already.")),
    ErrorCode("BASE_APPROVAL_CHANGED", _("The document changed after approval was asked for.")),
    ErrorCode("BASE_APPROVAL_CLOSED", _("The request is decided already.")),
    ErrorCode("BASE_APPROVAL_DECLINED", _("The document was declined.")),
    ErrorCode("BASE_APPROVAL_NEEDED", _("The document needs approval first.")),
    ErrorCode("BASE_APPROVAL_WAITING", _("The document still waits for approval.")),
    ErrorCode("BASE_APPROVER_MISSING", _("The line names no approver.")),
    ErrorCode("BASE_DELEGATION_ENDED", _("The delegation has ended already.")),
    ErrorCode("BASE_DEPUTY_IS_SELF", _("Nobody is their own deputy.")),
    ErrorCode("BASE_KIND_UNKNOWN", _("No department that is on has documents of this kind.")),
    ErrorCode("BASE_LIMITS_CROSSED", _("The upper limit must be more than the lower one.")),
    ErrorCode("BASE_NOT_APPROVER", _("The person is not among those who decide.")),
    ErrorCode("BASE_NOT_YOURS", _("Only who asked can take the request back.")),
    ErrorCode("BASE_NO_APPROVER", _("Not enough people could ever approve.")),
    ErrorCode("BASE_NO_MANAGER", _("Nobody is entered as the manager of who asks.")),
    ErrorCode("BASE_OWN_REQUEST", _("Nobody decides their own request.")),
    ErrorCode("BASE_POLICY_EXISTS", _("There is a rule for this kind, unit and currency already.")),
    ErrorCode("BASE_RATE_MISSING", _("There is no rate for the currency yet.")),
    ErrorCode("BASE_STEP_CLOSED", _("The step is decided already.")),
    ErrorCode("BASE_STEP_NOT_OPEN", _("Other steps come first.")),
)
