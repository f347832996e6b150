"""What a company may set."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from dapur.contract import Setting, Shown, _

SETTINGS = (
    Setting(
        "accounting.write_off_tolerance",
        Annotated[Decimal, Field(ge=0, max_digits=18, decimal_places=4)],
        Decimal(0),
        Shown(
            _("Write off at most"),
            kind="money",
            hint=_("A difference up to this amount may be written off when a document is settled"),
        ),
    ),
    Setting(
        "accounting.bank_write_off_limit",
        Annotated[Decimal, Field(ge=0, max_digits=18, decimal_places=4)],
        Decimal(50_000),
        Shown(
            _("Bank fees at most"),
            kind="money",
            hint=_("A difference up to this amount may be written off when a bank line is matched"),
        ),
    ),
    Setting(
        "accounting.due_days",
        Annotated[int, Field(ge=0, le=3650)],
        30,
        Shown(_("Days to pay"), kind="integer", hint=_("For documents without terms and without a due day")),
    ),
)
