"""The fleet's pages: declarations, and one board with a template of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dapur.contract import (
    Action,
    DocumentLink,
    FormPage,
    ListPage,
    Menu,
    NotFound,
    Page,
    PublicPage,
    RecordPage,
    Related,
    ReportPage,
    TemplatePage,
    View,
    _,
)
from dapur.queries.reader import Reader
from dapur_fleet.documents.trip_sheet import TRIP_SHEET
from dapur_fleet.operations.trips import finish_trip, plan_trip
from dapur_fleet.operations.vehicles import add_vehicle, retire_vehicle
from dapur_fleet.queries import TRIPS, VEHICLES
from dapur_fleet.reports.mileage import MILEAGE


@dataclass(frozen=True)
class Board:
    """What the board's template receives: plates of vehicles that are out today, and of those that are free."""

    out: Sequence[str]
    free: Sequence[str]


async def board(reader: Reader, parameters: dict[str, str]) -> Board:
    """Who is out today."""
    rows = await reader.rows(
        "select v.plate, exists (select from fleet.trip t where t.company_id = v.company_id and t.vehicle_id = v.id"
        " and t.day = %s) from fleet.vehicle v where v.company_id = %s and v.status = 'active' order by v.plate",
        reader.today,
        reader.scope.company,
    )
    return Board([plate for plate, out in rows if out], [plate for plate, out in rows if not out])


async def sticker(reader: Reader, parameters: dict[str, str]) -> str:
    """Whose vehicle this is, for whoever reads the plate on the road."""
    plate = await reader.value(
        "select plate from fleet.vehicle where company_id = %s and plate = %s", reader.scope.company, parameters["plate"]
    )
    if plate is None:
        raise NotFound()
    return str(plate)


async def today(reader: Reader, parameters: dict[str, str]) -> dict[str, Any]:
    """A trip is planned for today unless somebody says otherwise."""
    return {"day": reader.today}


async def this_month(reader: Reader) -> dict[str, Any]:
    """The report opens with the month so far."""
    return {"start": reader.today.replace(day=1), "end": reader.today}


PAGES: tuple[Page, ...] = (
    ListPage(
        "trips",
        TRIPS,
        _("Trips"),
        Menu(_("Trips"), 10, "route"),
        views=(View("planned", _("Planned"), {"status": "planned"}),),
        new="trips/new",
        new_title=_("Plan trip"),
        empty=_("No trips yet. Plan the first one."),
    ),
    FormPage("trips/new", plan_trip, _("Plan trip"), "fleet/trips/{id}", initial=today),
    RecordPage(
        "trips/{id}",
        TRIPS,
        "name",
        "trips",
        ("day", "code", "name", "driver", "distance_km", "cost", "entry", "status"),
        actions=(Action(finish_trip, {"id": "id"}, when=("planned",), primary=True, icon="flag"),),
        documents=(DocumentLink(TRIP_SHEET),),
        history="fleet.trip",
        slot="fleet.trip",
    ),
    ListPage(
        "vehicles",
        VEHICLES,
        _("Vehicles"),
        Menu(_("Vehicles"), 20, "truck"),
        new="vehicles/new",
        new_title=_("Add vehicle"),
        importer="fleet.vehicles",
    ),
    FormPage("vehicles/new", add_vehicle, _("Add vehicle"), "fleet/vehicles/{id}"),
    RecordPage(
        "vehicles/{id}",
        VEHICLES,
        "code",
        "vehicles",
        ("code", "name", "kind", "odometer_km", "is_due", "status"),
        related=(Related(TRIPS, _("Trips"), {"vehicle": "id"}),),
        actions=(Action(retire_vehicle, {"id": "id", "version": "version"}, when=("active",)),),
        history="fleet.vehicle",
        slot="fleet.vehicle",
    ),
    ReportPage("mileage", MILEAGE, Menu(_("Mileage"), 30), initial=this_month),
    PublicPage("vehicles/{plate}", _("Vehicle"), sticker, "fleet/sticker.html"),
    TemplatePage("board", "fleet/board.html", _("Board"), "fleet.vehicle.read", board, Menu(_("Board"), 5, "layout-board")),
)
