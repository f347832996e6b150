"""How a company counts parts of a month."""

from typing import Annotated, Literal

from pydantic import Field

from dapur.contract import Setting, Shown, _
from dapur_hr.operations.payroll.pay_facts import BASES

SETTINGS = (
    Setting(
        "hr.proration",
        Literal["calendar_days", "working_days", "working_days_off_holidays", "fixed_days"],
        "calendar_days",
        Shown(_("Part of a month is counted by"), choices=BASES),
        "hr.payroll.set_up",
    ),
    Setting(
        "hr.proration_days",
        Annotated[int, Field(ge=1, le=31)],
        30,
        Shown(_("Days of a full month, where they are fixed")),
        "hr.payroll.set_up",
    ),
)
