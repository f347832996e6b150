"""Trips are planned, then finished."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import Field, StringConstraints

from dapur.contract import Form, NotFound, Refused, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_fleet.events import TripFinished, TripPlanned
from dapur_fleet.ledger import post_trip
from dapur_fleet.settings import COST_PER_KM


class PlanTrip(Form):
    """Who drives what, when and where to. Without a driver, whoever plans it drives."""

    vehicle: Annotated[int, Shown(_("Vehicle"), reference="fleet.vehicles")]
    day: Annotated[date, Shown(_("Day"))]
    destination: Annotated[str, StringConstraints(min_length=1, max_length=200), Shown(_("Destination"))]
    driver: Annotated[int | None, Shown(_("Driver"), reference="core.people")] = None


class TripSaved(Result):
    """The trip. `entry`: number of the posted entry, "" where nothing was posted."""

    id: int
    entry: str = ""


@operation("fleet.plan_trip", title=_("Plan trip"), permission="fleet.trip.plan", audit_verb=_("planned the trip"))
async def plan_trip(work: Work, form: PlanTrip) -> TripSaved:
    """Plan a trip with a vehicle that is in use."""
    row = await work.row(
        "insert into fleet.trip (company_id, vehicle_id, driver_id, day, destination)"
        " select company_id, id, %s, %s, %s from fleet.vehicle where company_id = %s and id = %s returning id",
        form.driver or work.actor,
        form.day,
        form.destination,
        work.scope.company,
        form.vehicle,
    )
    if row is None:
        raise NotFound(_("There is no such vehicle here. Choose one from the list."), field="vehicle")
    work.emit(TripPlanned(row["id"], form.vehicle))
    return TripSaved(id=row["id"])


class FinishTrip(Form):
    """How far it went."""

    id: Annotated[int, Shown(_("Trip"), reference="fleet.trips")]
    distance_km: Annotated[int, Field(ge=1, le=20_000), Shown(_("Distance (km)"))]


@operation("fleet.finish_trip", title=_("Finish trip"), permission="fleet.trip.finish", audit_verb=_("finished the trip"))
async def finish_trip(work: Work, form: FinishTrip) -> TripSaved:
    """Finish a trip with its distance. With accounting on, its cost is posted in the same transaction."""
    trip = await work.row(
        "select t.status, t.vehicle_id, t.driver_id, t.day, t.destination, v.plate from fleet.trip t join fleet.vehicle v"
        " on v.company_id = t.company_id and v.id = t.vehicle_id where t.company_id = %s and t.id = %s for update of t",
        work.scope.company,
        form.id,
    )
    if trip is None or not _may_see(work, trip["driver_id"]):
        raise NotFound()
    if trip["status"] == "finished":
        raise Refused("FLEET_TRIP_FINISHED", _("The trip is finished and stays as it is."))
    per_km: Decimal = work.setting(COST_PER_KM)
    cost = (per_km * form.distance_km).quantize(Decimal(1).scaleb(-work.company.decimals))
    entry = await post_trip(work, form.id, trip["day"], f"{trip['plate']} {trip['destination']}", cost)
    await work.run(
        "update fleet.trip set status = 'finished', distance_km = %s, cost = %s, entry_number = %s, version = version + 1"
        " where company_id = %s and id = %s",
        form.distance_km,
        cost,
        entry,
        work.scope.company,
        form.id,
    )
    work.emit(TripFinished(form.id, trip["vehicle_id"]))
    return TripSaved(id=form.id, entry=entry)


def _may_see(work: Work, driver: int) -> bool:
    return work.scope.rows.get("fleet.trip.read", "") != "own" or driver == work.actor
