"""What a company may set."""

from typing import Annotated

from pydantic import Field

from dapur.contract import Setting, Shown, _
from dapur.numbering import NumberPattern

TICKET_PATTERN = "it.ticket_pattern"
CLOSE_AFTER = "it.close_after_days"
SETTINGS = (
    Setting(
        TICKET_PATTERN,
        NumberPattern,
        "TIK/{year}/{number}",
        Shown(_("Numbers of tickets"), hint=_("With {number}, and {year}, {month} or {roman} where wanted")),
    ),
    Setting(CLOSE_AFTER, Annotated[int, Field(ge=1, le=90)], 3, Shown(_("Close solved tickets after so many working days"))),
)
