"""What happens in the fleet, and what the fleet does about it."""

from dataclasses import dataclass

from dapur.contract import Event, EventHandler, Refused, _
from dapur.operations.work import Work


@dataclass(frozen=True)
class TripPlanned(Event):
    """Somebody will drive."""

    trip: int
    vehicle: int

    name = "fleet.trip_planned"


@dataclass(frozen=True)
class TripFinished(Event):
    """Somebody drove."""

    trip: int
    vehicle: int

    name = "fleet.trip_finished"


async def refuse_retired(work: Work, event: TripPlanned) -> None:
    """A retired vehicle stays where it is. Reads only: it runs before the trip is saved."""
    status = await work.value(
        "select status from fleet.vehicle where company_id = %s and id = %s", work.scope.company, event.vehicle
    )
    if status == "retired":
        raise Refused("FLEET_VEHICLE_RETIRED", _("This vehicle is retired. Choose another one."), field="vehicle")


async def count_kilometres(work: Work, event: TripFinished) -> None:
    """Bring the odometer up to date. It may run twice, so it adds all trips up again instead of adding one."""
    await work.run(
        "update fleet.vehicle v set odometer_km = first_km + coalesce((select sum(distance_km) from fleet.trip t"
        " where t.company_id = v.company_id and t.vehicle_id = v.id and t.status = 'finished'), 0)"
        " where v.company_id = %s and v.id = %s",
        work.scope.company,
        event.vehicle,
    )


HANDLERS = (
    EventHandler(TripPlanned, "before", refuse_retired, "fleet.refuse_retired"),
    EventHandler(TripFinished, "after", count_kilometres, "fleet.count_kilometres"),
)
