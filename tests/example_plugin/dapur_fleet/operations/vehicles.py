"""Vehicles come and go."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints
from sqlalchemy import select

from dapur.contract import Choice, Conflict, Form, NotFound, Refused, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_fleet.models import Vehicle

KINDS = (Choice("truck", _("Truck")), Choice("van", _("Van")), Choice("car", _("Car")))


class AddVehicle(Form):
    """A vehicle as it comes to the company."""

    plate: Annotated[
        str,
        StringConstraints(pattern=r"^[A-Za-z]{1,2} ?\d{1,4} ?[A-Za-z]{0,3}$"),
        Shown(_("Number plate"), kind="code", hint=_("For example B 1234 XYZ")),
    ]
    name: Annotated[str, StringConstraints(min_length=1, max_length=100), Shown(_("Vehicle"))]
    kind: Annotated[Literal["truck", "van", "car"], Shown(_("Kind"), choices=KINDS)] = "van"
    first_km: Annotated[int, Field(ge=0, le=5_000_000), Shown(_("Odometer at the start (km)"))] = 0


class VehicleSaved(Result):
    """The vehicle. `existing`: the same one was there before, so a file may be imported twice."""

    id: int
    version: int
    existing: bool = False


@operation(
    "fleet.add_vehicle",
    title=_("Add vehicle"),
    permission="fleet.vehicle.manage",
    conflicts={"vehicle_plate_key": ("plate", "FLEET_PLATE_TAKEN", _("There is a vehicle with this plate. Open that one."))},
    audit_verb=_("added the vehicle"),
)
async def add_vehicle(work: Work, form: AddVehicle) -> VehicleSaved:
    """Add a vehicle. Its plate is unique in the company."""
    session = await work.session()
    same = select(Vehicle).filter_by(
        company_id=work.scope.company, plate=form.plate.upper(), name=form.name, kind=form.kind, first_km=form.first_km
    )
    if work.scope.door == "import" and (there := (await session.scalars(same)).first()) is not None:
        return VehicleSaved(id=there.id, version=there.version, existing=True)
    vehicle = Vehicle(
        company_id=work.scope.company,
        plate=form.plate.upper(),
        name=form.name,
        kind=form.kind,
        first_km=form.first_km,
        odometer_km=form.first_km,
        serviced_km=form.first_km,
        is_due=False,
        status="active",
        version=1,
    )
    session.add(vehicle)
    await session.flush()
    return VehicleSaved(id=vehicle.id, version=vehicle.version)


class RetireVehicle(Form):
    """Which vehicle, as it was seen."""

    id: Annotated[int, Shown(_("Vehicle"), reference="fleet.vehicles")]
    version: Annotated[int, Shown(_("Version"), kind="hidden")]


@operation(
    "fleet.retire_vehicle", title=_("Retire vehicle"), permission="fleet.vehicle.manage", audit_verb=_("retired the vehicle")
)
async def retire_vehicle(work: Work, form: RetireVehicle) -> VehicleSaved:
    """Retire a vehicle. Its trips stay; refused while one is planned."""
    found = await work.row(
        "select version, status, exists (select from fleet.trip t where t.company_id = v.company_id and t.vehicle_id = v.id"
        " and t.status = 'planned') as is_needed from fleet.vehicle v where company_id = %s and id = %s for update",
        work.scope.company,
        form.id,
    )
    if found is None:
        raise NotFound()
    if found["version"] != form.version:
        raise Conflict("VERSION_CHANGED", _("Somebody else changed this vehicle. Look at it again."))
    if found["is_needed"]:
        raise Refused("FLEET_VEHICLE_NEEDED", _("A trip is planned with this vehicle. Finish the trip first."), field="id")
    await work.run(
        "update fleet.vehicle set status = 'retired', version = version + 1 where company_id = %s and id = %s",
        work.scope.company,
        form.id,
    )
    return VehicleSaved(id=form.id, version=form.version + 1)
