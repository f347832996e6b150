"""What operations, queries and reports cannot say: one figure over the whole fleet, and a column on rows of others."""

from collections.abc import Mapping, Sequence
from typing import Any

from dapur.contract import Form, GraphQLColumn, GraphQLFigure, GraphQLTypes, Result
from dapur.queries.reader import Reader


class FleetAsked(Form):
    """Nothing to choose."""


class FleetDriven(Result):
    """How much the fleet does."""

    vehicles: int
    distance_km: int


async def _driven(reader: Reader, asked: FleetAsked) -> FleetDriven:
    rows = await reader.rows(
        "select count(*), coalesce(sum(odometer_km), 0)::bigint from fleet.vehicle where company_id = %s", reader.scope.company
    )
    return FleetDriven(vehicles=rows[0][0], distance_km=rows[0][1])


async def _trips_of_entries(reader: Reader, rows: Sequence[Mapping[str, Any]]) -> list[int | None]:
    """The trip behind each accounting entry: one read for the whole page."""
    found = await reader.rows(
        "select entry_number, id from fleet.trip where company_id = %s and entry_number = any (%s)",
        reader.scope.company,
        [row["number"] for row in rows],
    )
    trips = dict(found)
    return [trips.get(row["number"]) for row in rows]


TYPES = (
    GraphQLTypes(
        figures=(
            GraphQLFigure(
                "fleet.driven", "fleet.vehicle.read", FleetAsked, FleetDriven, _driven, "Vehicles and what their odometers show."
            ),
        ),
        columns=(
            GraphQLColumn(
                "fleet.trip",
                "accounting.entries",
                "fleet.trip.read",
                int | None,
                ("number",),
                _trips_of_entries,
                "The trip that caused the entry, if one did.",
            ),
        ),
    ),
)
