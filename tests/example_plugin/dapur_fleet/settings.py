"""What a company may set."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from dapur.contract import Setting, Shown, _

SERVICE_EVERY = "fleet.service_every_km"
COST_PER_KM = "fleet.cost_per_km"

SETTINGS = (
    Setting(SERVICE_EVERY, Annotated[int, Field(ge=100, le=100_000)], 10_000, Shown(_("Service every (km)"))),
    Setting(
        COST_PER_KM,
        Annotated[Decimal, Field(ge=0, max_digits=16, decimal_places=4)],
        Decimal(3500),
        Shown(_("Cost per kilometre"), kind="money"),
    ),
)
