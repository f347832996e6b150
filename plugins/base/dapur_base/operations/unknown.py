"""What a reference to nothing here means: code and sentence, for the foreign keys of operations."""

from dapur.contract import _

PARTY_UNKNOWN = ("BASE_PARTY_UNKNOWN", _("There is no such party here. Choose one of the list."))
PERSON_UNKNOWN = ("BASE_PERSON_UNKNOWN", _("There is no such person here. Choose one of the list."))
POSITION_UNKNOWN = ("BASE_POSITION_UNKNOWN", _("There is no such position here. Choose one of the list."))
UNIT_UNKNOWN = ("BASE_UNIT_UNKNOWN", _("There is no such unit here. Choose one of the list."))
