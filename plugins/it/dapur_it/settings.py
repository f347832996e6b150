"""What a company may set."""

from typing import Annotated

from pydantic import Field, StringConstraints

from dapur.contract import Setting, Shown, _
from dapur.numbering import NumberPattern

TICKET_PATTERN = "it.ticket_pattern"
CLOSE_AFTER = "it.close_after_days"
LABEL_ADDRESS = "it.label_address"
SETTINGS = (
    Setting(
        TICKET_PATTERN,
        NumberPattern,
        "TIK/{year}/{number}",
        Shown(_("Numbers of tickets"), hint=_("With {number}, and {year}, {month} or {roman} where wanted")),
    ),
    Setting(CLOSE_AFTER, Annotated[int, Field(ge=1, le=90)], 3, Shown(_("Close solved tickets after so many working days"))),
    Setting(
        LABEL_ADDRESS,
        Annotated[str, StringConstraints(max_length=200, pattern=r"^(https?://[^\s/]+)?$")],
        "",
        Shown(_("Address of Dapur on labels"), hint=_("Like https://dapur.example.id; then a telephone opens the device")),
    ),
)
