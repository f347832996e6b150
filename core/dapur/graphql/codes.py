"""Codes that only the API refuses with, and their meaning."""

from dapur.contract import ErrorCode, _

ERRORS = (
    ErrorCode("REQUEST_UNREADABLE", _("The request is no JSON object with a query.")),
    ErrorCode("BATCH_REFUSED", _("One request holds one query.")),
    ErrorCode("BODY_TOO_LARGE", _("The request is larger than the API takes.")),
    ErrorCode("QUERY_UNREADABLE", _("The query is no GraphQL, or is too long.")),
    ErrorCode("QUERY_INVALID", _("The query does not fit the schema of this company.")),
    ErrorCode("QUERY_TOO_DEEP", _("The query is nested too deeply.")),
    ErrorCode("QUERY_TOO_WIDE", _("The query has too many fields or aliases.")),
    ErrorCode("QUERY_TOO_COSTLY", _("The query asks for too many rows and fields at once.")),
    ErrorCode("QUERY_TOO_SLOW", _("The query took too long.")),
    ErrorCode("FAILED", _("A fault on our side; it was written down.")),
    ErrorCode("KEY_TOO_LONG", _("The idempotency key is longer than Dapur keeps.")),
)
