"""What IT declares."""

from collections.abc import Sequence

from dapur import __version__
from dapur.contract import (
    Document,
    ErrorCode,
    EventHandler,
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
    _,
    hookimpl,
)
from dapur_it.permissions import PERMISSIONS


@hookimpl
def describe_plugin() -> PluginInfo:
    """The manifest."""
    return PluginInfo(
        "it",
        _("IT"),
        __version__,
        _("Tickets answered in time, assets, licences, services."),
        requires=("base",),
        icon="headset",
        letter="i",
        order=130,
    )


@hookimpl
def register_schema() -> Schema:
    """Schema it."""
    return Schema("it", (), "dapur_it.migrations")


@hookimpl
def register_permissions() -> Sequence[Permission | Role]:
    """Rights."""
    return PERMISSIONS


@hookimpl
def register_settings() -> Sequence[Setting]:
    """Settings."""
    from dapur_it.settings import SETTINGS

    return SETTINGS


@hookimpl
def register_operations() -> Sequence[Operation]:
    """What can be done."""
    from dapur_it.operations import OPERATIONS

    return OPERATIONS


@hookimpl
def register_queries() -> Sequence[Query]:
    """What can be read."""
    from dapur_it.queries import QUERIES

    return QUERIES


@hookimpl
def register_reports() -> Sequence[Report]:
    """Reports."""
    from dapur_it.reports import REPORTS

    return REPORTS


@hookimpl
def register_documents() -> Sequence[Document]:
    """Papers."""
    from dapur_it.documents import DOCUMENTS

    return DOCUMENTS


@hookimpl
def register_measures() -> Sequence[Measure]:
    """Key figures."""
    from dapur_it.measures import MEASURES

    return MEASURES


@hookimpl
def register_pages() -> Sequence[Page]:
    """Pages of the web UI."""
    from dapur_it.pages import PAGES

    return PAGES


@hookimpl
def register_panels() -> Sequence[Panel]:
    """Pieces of the home page and of records."""
    from dapur_it.panels import PANELS

    return PANELS


@hookimpl
def register_setup() -> Sequence[Setup]:
    """What a company begins with."""
    from dapur_it.setting_up import SETUP

    return (SETUP,)


@hookimpl
def register_event_handlers() -> Sequence[EventHandler]:
    """What IT does when something happens elsewhere."""
    from dapur_it.handlers import HANDLERS

    return HANDLERS


@hookimpl
def register_jobs() -> Sequence[Job]:
    """Timetable."""
    from dapur_it.jobs import JOBS

    return JOBS


@hookimpl
def register_services() -> Sequence[Service]:
    """Tickets for newcomers; what somebody still holds."""
    from dapur_it.services import SERVICES

    return SERVICES


@hookimpl
def register_errors() -> Sequence[ErrorCode]:
    """Codes."""
    from dapur_it.error_codes import ERROR_CODES

    return ERROR_CODES
