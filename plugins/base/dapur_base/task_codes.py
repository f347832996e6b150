"""Codes that tasks refuse with."""

from dapur.contract import ErrorCode, _

TASK_CODES = (
    ErrorCode("BASE_NOT_A_COLLEAGUE", _("The person does not work in this company.")),
    ErrorCode("BASE_DUE_TWICE", _("A due day and a number of working days were both given.")),
    ErrorCode("BASE_DOCUMENT_HALF", _("A document's title and address come together.")),
    ErrorCode("BASE_TASK_ENDED", _("The task is done or cancelled.")),
    ErrorCode("BASE_TASK_OPEN", _("The task is open.")),
    ErrorCode("BASE_RULE_DATES_STAY", _("The first day and the rhythm of a repeating task stay.")),
)
