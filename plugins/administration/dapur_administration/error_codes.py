"""Codes that administration refuses with."""

from dapur.contract import ErrorCode, _

ERROR_CODES = (
    ErrorCode("ADMINISTRATION_CODE_TAKEN", _("The code is taken.")),
    ErrorCode("ADMINISTRATION_NAME_TAKEN", _("The name is taken.")),
    ErrorCode("ADMINISTRATION_ZONE_UNKNOWN", _("There is no such time zone.")),
    ErrorCode("ADMINISTRATION_PLACE_UNKNOWN", _("A pattern has a place that nothing fills.")),
    ErrorCode("ADMINISTRATION_NUMBER_REPEATS", _("Two letters would have the same number.")),
    ErrorCode("ADMINISTRATION_KIND_UNKNOWN", _("There is no such kind of letter.")),
    ErrorCode("ADMINISTRATION_KIND_MISSING", _("A letter needs its kind.")),
    ErrorCode("ADMINISTRATION_UNIT_UNKNOWN", _("There is no such unit.")),
    ErrorCode("ADMINISTRATION_OFFICE_UNKNOWN", _("There is no such office.")),
    ErrorCode("ADMINISTRATION_PARTY_UNKNOWN", _("There is no such party.")),
    ErrorCode("ADMINISTRATION_LETTER_INCOMPLETE", _("A letter needs its recipient and its subject.")),
    ErrorCode("ADMINISTRATION_LETTER_ISSUED", _("An issued letter stays as it is.")),
    ErrorCode("ADMINISTRATION_LETTER_NOT_ISSUED", _("The letter is not issued.")),
    ErrorCode("ADMINISTRATION_PLACES_OPEN", _("The text of the letter has places that are not filled.")),
    ErrorCode("ADMINISTRATION_ORGANISATION_MISSING", _("The organisation's code for letter numbers is not set.")),
    ErrorCode("ADMINISTRATION_LETTER_CLOSED", _("The letter is laid aside.")),
    ErrorCode("ADMINISTRATION_LETTER_IN_HAND", _("Somebody still has to act on the letter.")),
)
