"""Vehicles and trips, read."""

from typing import Any

from sqlalchemy import ColumnElement, and_, func, select, true

from dapur.contract import Choice, Column, Filter, Query, _
from dapur.tables import app_user
from dapur_fleet.models import Trip, Vehicle
from dapur_fleet.operations.vehicles import KINDS

vehicle, trip = Vehicle.__table__.c, Trip.__table__.c
IN_USE = (Choice("active", _("In use")), Choice("retired", _("Retired")))


def _between(ends: tuple[Any, Any]) -> ColumnElement[bool]:
    low, high = ends
    return and_(true(), *([trip.day >= low] if low is not None else []), *([trip.day <= high] if high is not None else []))


PROGRESS = (Choice("planned", _("Planned")), Choice("finished", _("Finished")))

VEHICLES = Query(
    "fleet.vehicles",
    _("Vehicles"),
    "fleet.vehicle.read",
    statement=lambda: select(vehicle.id),
    company=vehicle.company_id,
    description="Vehicles of the company and how far they have driven.",
    columns=(
        Column("id", _("Number"), "id", vehicle.id, hidden=True),
        Column("code", _("Number plate"), "code", vehicle.plate, sort=True, phone=1, link="fleet/vehicles/{id}"),
        Column("name", _("Vehicle"), "text", vehicle.name, sort=True, phone=2),
        Column("kind", _("Kind"), "status", vehicle.kind, choices=KINDS),
        Column("odometer_km", _("Odometer (km)"), "integer", vehicle.odometer_km, sort=True, total=True),
        Column("is_due", _("Needs service"), "flag", vehicle.is_due),
        Column(
            "status",
            _("Status"),
            "status",
            vehicle.status,
            choices=IN_USE,
            tones={"active": "green", "retired": "secondary"},
            phone=1,
        ),
        Column("version", _("Version"), "integer", vehicle.version, hidden=True),
    ),
    key=("id",),
    default_sort=("code", "id"),
    filters=(
        Filter("status", _("Status"), "choice", lambda v: vehicle.status == func.any(v), choices=IN_USE),
        Filter("is_due", _("Needs service"), "flag", lambda v: vehicle.is_due == v),
    ),
    search=(vehicle.plate, vehicle.name),
)

TRIPS = Query(
    "fleet.trips",
    _("Trips"),
    "fleet.trip.read",
    statement=lambda: select(trip.id).select_from(
        Trip.__table__.join(
            Vehicle.__table__, and_(vehicle.company_id == trip.company_id, vehicle.id == trip.vehicle_id)
        ).outerjoin(app_user, app_user.c.id == trip.driver_id)
    ),
    company=trip.company_id,
    description="Trips of the company's vehicles. Who may see only their own sees the trips that they drive.",
    columns=(
        Column("id", _("Number"), "id", trip.id, hidden=True),
        Column("day", _("Day"), "date", trip.day, sort=True, phone=1, link="fleet/trips/{id}"),
        Column("code", _("Number plate"), "code", vehicle.plate, sort=True, phone=2),
        Column("name", _("Destination"), "text", trip.destination, phone=1),
        Column("driver", _("Driver"), "text", app_user.c.name, phone=2),
        Column("distance_km", _("Distance (km)"), "integer", trip.distance_km, total=True),
        Column("cost", _("Cost"), "money", trip.cost, total=True),
        Column("entry", _("Entry"), "code", trip.entry_number),
        Column(
            "status",
            _("Status"),
            "status",
            trip.status,
            choices=PROGRESS,
            tones={"planned": "blue", "finished": "green"},
            phone=1,
        ),
        Column("vehicle", _("Vehicle"), "id", trip.vehicle_id, hidden=True),
    ),
    key=("id",),
    default_sort=("-day", "-id"),
    filters=(
        Filter("status", _("Status"), "choice", lambda v: trip.status == func.any(v), choices=PROGRESS),
        Filter("vehicle", _("Vehicle"), "reference", lambda v: trip.vehicle_id == v, reference="fleet.vehicles"),
        Filter("day", _("Day"), "dates", _between),
    ),
    search=(trip.destination, vehicle.plate),
    row_scopes={"own": lambda user: trip.driver_id == user},
)
