"""Codes that base refuses with."""

from dapur.contract import ErrorCode, _

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
    ErrorCode("BASE_MEASURE_EXISTS", _("The code is taken.")),
    ErrorCode("BASE_MEASURE_UNKNOWN", _("There is no such unit of measure.")),
    ErrorCode("BASE_CONVERSION_EXISTS", _("The units convert into each other already.")),
    ErrorCode("BASE_CONVERSION_TO_ITSELF", _("A unit does not convert into itself.")),
    ErrorCode("BASE_PLACE_MISSING", _("An assignment names a position or a unit.")),
    ErrorCode("BASE_PLACE_CLOSED", _("The unit or position is no longer used.")),
    ErrorCode("BASE_OWN_MANAGER", _("Nobody is their own manager.")),
    ErrorCode("BASE_DAYS_TURNED", _("The last day lies before the first.")),
    ErrorCode("BASE_ENDS_EARLIER", _("It ends on that day or earlier already.")),
    ErrorCode("BASE_ASSIGNMENT_OVERLAPS", _("Another assignment was noted for these days meanwhile.")),
    ErrorCode("BASE_FACT_KEPT", _("What was known stays as it was.")),
)
