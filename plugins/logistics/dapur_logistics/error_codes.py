"""Codes that logistics refuses with."""

from dapur.contract import ErrorCode, _

ERROR_CODES = (
    ErrorCode("INSUFFICIENT", _("There is not enough stock, or it is reserved for others.")),
    ErrorCode("FRACTION_OF_WHOLE_UNIT", _("The item is only counted whole.")),
    ErrorCode("QUANTITY_TOO_FINE", _("The quantity is finer than the item is counted.")),
    ErrorCode("UNIT_UNKNOWN", _("The item is not counted in this unit.")),
    ErrorCode("UNIT_TWICE", _("A unit stands twice on the item.")),
    ErrorCode("ITEM_UNKNOWN", _("There is no such item in use.")),
    ErrorCode("ITEM_EXISTS", _("The code is taken by another item.")),
    ErrorCode("ITEM_IN_USE", _("The item has moves, so its nature stays.")),
    ErrorCode("BARCODE_TAKEN", _("The barcode belongs to another item.")),
    ErrorCode("SERVICE_TRACKED", _("A service has no lots.")),
    ErrorCode("NOT_IN_STOCK", _("A service never lies in stock.")),
    ErrorCode("LOT_NEEDED", _("A lot is missing, or named where there is none.")),
    ErrorCode("LOT_UNKNOWN", _("The item has no such lot.")),
    ErrorCode("SERIAL_EXISTS", _("The serial number is in stock already.")),
    ErrorCode("LOCATION_UNKNOWN", _("There is no such open warehouse or bin.")),
    ErrorCode("LOCATION_EXISTS", _("The code is taken by another location.")),
    ErrorCode("LOCATION_IN_USE", _("A location stays where it is and what it is.")),
    ErrorCode("LOCATION_NOT_EMPTY", _("There is stock in the location.")),
    ErrorCode("WAREHOUSE_HELD", _("Only a bin can be held.")),
    ErrorCode("DAY_AHEAD", _("Stock does not move in the future.")),
    ErrorCode("VALUE_LOST", _("Values of a move do not add up to nothing.")),
    ErrorCode("ISOLATION", _("The transaction reads from an older snapshot.")),
    ErrorCode("LEDGER_OFF", _("Accounting is off.")),
    ErrorCode("LOGISTICS_NOT_SET_UP", _("Logistics is not set up yet.")),
)
