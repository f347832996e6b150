"""The codes that IT refuses with."""

from dapur.contract import ErrorCode, _

ERROR_CODES = (
    ErrorCode("IT_QUEUE_EXISTS", _("Another queue has this name.")),
    ErrorCode("IT_QUEUE_CLOSED", _("The queue takes no new tickets.")),
    ErrorCode("IT_NO_QUEUE", _("There is no queue yet.")),
    ErrorCode("IT_REQUEST_TYPE_EXISTS", _("Another request type has this name.")),
    ErrorCode("IT_LEVEL_EXISTS", _("The person is told at this percentage already.")),
    ErrorCode("IT_TICKET_CLOSED", _("The ticket is closed.")),
    ErrorCode("IT_TICKET_ENDED", _("The ticket is solved or closed.")),
    ErrorCode("IT_TICKET_TAKEN", _("A colleague works on the ticket.")),
    ErrorCode("IT_SAME_STATE", _("The ticket is in this state already.")),
    ErrorCode("IT_NOT_SOLVED", _("The request is not solved yet.")),
    ErrorCode("IT_CLOCK_STAYS", _("The clock of a ticket cannot be rewritten.")),
)
