"""Pieces of the fleet on other pages."""

from decimal import Decimal
from typing import Any

from dapur.contract import HomeCard, Panel, _
from dapur.queries.reader import Reader


async def vehicles_due(reader: Reader, key: str) -> HomeCard:
    """The home page's figure: vehicles that need service."""
    count = await reader.value(
        "select count(*) from fleet.vehicle where company_id = %s and is_due and status = 'active'", reader.scope.company
    )
    return HomeCard(_("Vehicles that need service"), Decimal(count), "fleet/vehicles?is_due=1", money=False)


async def trip_of_entry(reader: Reader, key: str) -> Any:
    """On the page of an accounting entry: the trip that it pays for, if it is one."""
    rows = await reader.rows(
        "select t.id, t.destination, v.plate from fleet.trip t join fleet.vehicle v on v.company_id = t.company_id"
        " and v.id = t.vehicle_id join accounting.entry e on e.company_id = t.company_id and e.number = t.entry_number"
        " where t.company_id = %s and e.id = %s::bigint",
        reader.scope.company,
        key,
    )
    return {"id": rows[0][0], "destination": rows[0][1], "plate": rows[0][2]} if rows else None


PANELS = (
    Panel("home.cards", "fleet.vehicles_due", _("Vehicles that need service"), "fleet.vehicle.read", "", vehicles_due),
    Panel("accounting.entry", "fleet.trip_of_entry", _("Trip"), "fleet.trip.read", "fleet/trip_of_entry.html", trip_of_entry),
)
