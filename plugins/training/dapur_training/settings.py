"""Settings of training, per company."""

from typing import Annotated

from pydantic import Field

from dapur.contract import Setting, Shown, _
from dapur.numbering import NumberPattern

Days = Annotated[int, Field(ge=0, le=3650)]

NUMBERS = "training.certificate_numbers"
WARN_DAYS = "training.warn_days"
REMINDER_DAYS = "training.reminder_days"

SETTINGS = (
    Setting(
        NUMBERS,
        NumberPattern,
        "CERT/{year}/{number}",
        Shown(_("Numbers of certificates"), hint=_("{year}, {month}, {roman} and {number} are filled in"), width="wide"),
    ),
    Setting(WARN_DAYS, Days, 30, Shown(_("Certificates count as expiring (days before)"))),
    Setting(
        REMINDER_DAYS,
        Annotated[str, Field(pattern=r"^\d{1,4}(, ?\d{1,4})*$")],
        "30, 7",
        Shown(_("Reminders before a certificate ends (days)"), hint=_("For example 30, 7")),
    ),
)


def reminder_days(text: str) -> frozenset[int]:
    """The days that the setting names."""
    return frozenset(int(part) for part in text.split(","))
