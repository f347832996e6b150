"""Codes that base refuses with."""

from dapur.contract import ErrorCode, _
from dapur_base.approval_codes import APPROVAL_CODES

ERROR_CODES = (
    ErrorCode("BASE_CURRENCY_EXISTS", _("The currency is in the list already.")),
    ErrorCode("BASE_CURRENCY_IS_OWN", _("The company's own currency has no rate.")),
    ErrorCode("BASE_PARTY_EXISTS", _("The code is taken.")),
    ErrorCode("BASE_PARTY_USER_TAKEN", _("Another person signs in as this user.")),
    ErrorCode("BASE_USER_UNKNOWN", _("The user is no member of the company.")),
    ErrorCode("BASE_UNIT_EXISTS", _("The code is taken.")),
    ErrorCode("BASE_UNIT_CIRCLE", _("A unit would lie below itself.")),
    ErrorCode("BASE_UNIT_UNKNOWN", _("There is no such unit.")),
    ErrorCode("BASE_POSITION_EXISTS", _("The code is taken.")),
    ErrorCode("BASE_POSITION_UNKNOWN", _("There is no such position.")),
    ErrorCode("BASE_PERSON_UNKNOWN", _("There is no such person.")),
    ErrorCode("BASE_PLACE_MISSING", _("An assignment names a position or a unit.")),
    ErrorCode("BASE_PLACE_CLOSED", _("The unit or position is no longer used.")),
    ErrorCode("BASE_OWN_MANAGER", _("Nobody is their own manager.")),
    ErrorCode("BASE_DAYS_TURNED", _("The last day lies before the first.")),
    ErrorCode("BASE_ENDS_EARLIER", _("It ends on that day or earlier already.")),
    ErrorCode("BASE_ASSIGNMENT_OVERLAPS", _("Another assignment was noted for these days meanwhile.")),
    ErrorCode("BASE_FACT_KEPT", _("What was known stays as it was.")),
    ErrorCode("BASE_CALENDAR_EXISTS", _("The calendar's name is taken.")),
    ErrorCode("BASE_CALENDAR_IS_DEFAULT", _("The company always has one calendar, which is in use.")),
    ErrorCode("BASE_HOURS_OVERLAP", _("Two windows of a day overlap.")),
    ErrorCode("BASE_HOURS_UNREADABLE", _("What is typed is not a window of hours.")),
    ErrorCode("BASE_NO_WORKING_DAY", _("The calendar has no working day.")),
    *APPROVAL_CODES,
)
