"""What the fleet answers to other departments."""

from dataclasses import dataclass
from typing import Protocol

from dapur.contract import Service
from dapur.operations.work import Work


class VehicleAvailability(Protocol):
    """Which vehicles are free on a day. `work.find(VehicleAvailability)` is None while the fleet is off."""

    async def free_on(self, day: str) -> list[int]:
        """Ids of active vehicles without a trip on this day (ISO date)."""
        ...


@dataclass(frozen=True)
class FleetAvailability:
    """Reads it in the caller's transaction."""

    work: Work

    async def free_on(self, day: str) -> list[int]:
        """Active vehicles without a trip."""
        rows = await self.work.rows(
            "select id from fleet.vehicle v where company_id = %s and status = 'active' and not exists (select from fleet.trip t"
            " where t.company_id = v.company_id and t.vehicle_id = v.id and t.day = %s::date) order by id",
            self.work.scope.company,
            day,
        )
        return [row["id"] for row in rows]


SERVICES = (Service(VehicleAvailability, FleetAvailability),)
