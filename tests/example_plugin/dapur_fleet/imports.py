"""Vehicles from a file."""

from collections.abc import Mapping, Sequence
from typing import Any

from dapur.contract import Import, ImportColumn, Shown, _
from dapur_fleet.operations.vehicles import add_vehicle


def read(rows: Sequence[Mapping[str, Any]], prepared: Any) -> Mapping[str, Any]:
    """A row is a vehicle."""
    return {name: value for name, value in rows[0].items() if value not in (None, "")}


VEHICLE_FILE = Import(
    "fleet.vehicles",
    _("Vehicles"),
    "fleet.vehicle.manage",
    (
        ImportColumn("plate", Shown(_("Number plate")), required=True, aliases=("nopol", "plate"), example="B 1234 XYZ"),
        ImportColumn("name", Shown(_("Vehicle")), required=True, aliases=("nama",), example="Colt Diesel"),
        ImportColumn("kind", Shown(_("Kind")), aliases=("jenis",), example="truck"),
        ImportColumn("first_km", Shown(_("Odometer at the start (km)"), kind="integer"), aliases=("km",), example="12000"),
    ),
    add_vehicle,
    read,
    reference="plate",
)
