"""What the fleet declares: every hook of the contract, once."""

from collections.abc import Sequence

from dapur.contract import (
    Document,
    ErrorCode,
    EventHandler,
    GraphQLTypes,
    Import,
    Job,
    Measure,
    Operation,
    Page,
    Panel,
    Permission,
    PluginInfo,
    Query,
    Report,
    Role,
    Schema,
    Service,
    Setting,
    Setup,
    UserInterface,
    _,
    hookimpl,
)
from dapur_fleet.models import Trip, Vehicle


@hookimpl
def describe_plugin() -> PluginInfo:
    """Vehicles and trips; talks to accounting where it is on."""
    return PluginInfo(
        "fleet",
        _("Fleet"),
        "1.0.0",
        _("Vehicles and the trips that they make."),
        can_use=("accounting",),
        icon="truck",
        letter="v",
        order=200,
    )


@hookimpl
def register_schema() -> Schema:
    """Schema fleet."""
    return Schema("fleet", (Vehicle, Trip), "dapur_fleet.migrations")


@hookimpl
def register_permissions() -> Sequence[Permission | Role]:
    """Rights and the role of drivers."""
    from dapur_fleet.permissions import RIGHTS

    return RIGHTS


@hookimpl
def register_settings() -> Sequence[Setting]:
    """Service interval, cost per kilometre."""
    from dapur_fleet.settings import SETTINGS

    return SETTINGS


@hookimpl
def register_operations() -> Sequence[Operation]:
    """Vehicles come and go, trips are planned and finished."""
    from dapur_fleet.operations.service import mark_due
    from dapur_fleet.operations.trips import finish_trip, plan_trip
    from dapur_fleet.operations.vehicles import add_vehicle, retire_vehicle

    return (add_vehicle, retire_vehicle, plan_trip, finish_trip, mark_due)


@hookimpl
def register_queries() -> Sequence[Query]:
    """Vehicles, trips."""
    from dapur_fleet.queries import TRIPS, VEHICLES

    return (VEHICLES, TRIPS)


@hookimpl
def register_pages() -> Sequence[Page]:
    """Lists, forms, documents, a board."""
    from dapur_fleet.pages import PAGES

    return PAGES


@hookimpl
def register_panels() -> Sequence[Panel]:
    """A figure on the home page, the trip beside an accounting entry."""
    from dapur_fleet.panels import PANELS

    return PANELS


@hookimpl
def register_reports() -> Sequence[Report]:
    """Mileage."""
    from dapur_fleet.reports.mileage import MILEAGE

    return (MILEAGE,)


@hookimpl
def register_measures() -> Sequence[Measure]:
    """Trips finished."""
    from dapur_fleet.measures import MEASURES

    return MEASURES


@hookimpl
def register_documents() -> Sequence[Document]:
    """The sheet that lies in the vehicle."""
    from dapur_fleet.documents.trip_sheet import TRIP_SHEET

    return (TRIP_SHEET,)


@hookimpl
def register_imports() -> Sequence[Import]:
    """Vehicles from a file."""
    from dapur_fleet.imports import VEHICLE_FILE

    return (VEHICLE_FILE,)


@hookimpl
def register_jobs() -> Sequence[Job]:
    """Every morning: which vehicles need service."""
    from dapur_fleet.operations.service import mark_due

    return (Job("fleet.mark_due", _("Mark vehicles that need service"), mark_due, "0 6 * * *"),)


@hookimpl
def register_event_handlers() -> Sequence[EventHandler]:
    """One that may refuse, one that follows."""
    from dapur_fleet.events import HANDLERS

    return HANDLERS


@hookimpl
def register_services() -> Sequence[Service]:
    """Which vehicles are free."""
    from dapur_fleet.services import SERVICES

    return SERVICES


@hookimpl
def register_graphql_types() -> Sequence[GraphQLTypes]:
    """What operations and queries cannot say."""
    from dapur_fleet.graphql import TYPES

    return TYPES


@hookimpl
def register_setup() -> Sequence[Setup]:
    """The service interval, and demo trips."""
    from dapur_fleet.demo import SETUPS

    return SETUPS


@hookimpl
def register_errors() -> Sequence[ErrorCode]:
    """Codes of the fleet."""
    return (
        ErrorCode("FLEET_PLATE_TAKEN", _("Another vehicle has this plate.")),
        ErrorCode("FLEET_VEHICLE_RETIRED", _("The vehicle is retired.")),
        ErrorCode("FLEET_VEHICLE_NEEDED", _("A planned trip needs the vehicle.")),
        ErrorCode("FLEET_TRIP_FINISHED", _("A finished trip stays as it is.")),
    )


@hookimpl
def register_user_interface() -> Sequence[UserInterface]:
    """The screen at the gate."""
    from dapur_fleet.kiosk import KIOSK

    return (KIOSK,)
