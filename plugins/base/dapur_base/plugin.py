"""What base declares: nouns that several departments share."""

from collections.abc import Sequence

from dapur import __version__
from dapur.contract import (
    ErrorCode,
    Job,
    Operation,
    Page,
    Panel,
    Permission,
    PluginInfo,
    Query,
    Report,
    Role,
    Schema,
    Setup,
    _,
    hookimpl,
)
from dapur_base.permissions import PERMISSIONS
from dapur_base.task_codes import TASK_CODES


@hookimpl
def describe_plugin() -> PluginInfo:
    """Base belongs to every company."""
    return PluginInfo(
        "base",
        _("Base"),
        __version__,
        _("Parties, currencies, working calendars, tasks."),
        icon="building",
        always_on=True,
        order=20,
        letter="b",
    )


@hookimpl
def register_schema() -> Schema:
    """Schema base."""
    return Schema("base", (), "dapur_base.migrations")


@hookimpl
def register_permissions() -> Sequence[Permission | Role]:
    """Rights of base."""
    return PERMISSIONS


@hookimpl
def register_operations() -> Sequence[Operation]:
    """What can be done."""
    from dapur_base.operations import OPERATIONS

    return OPERATIONS


@hookimpl
def register_queries() -> Sequence[Query]:
    """What can be read."""
    from dapur_base.queries import QUERIES

    return QUERIES


@hookimpl
def register_reports() -> Sequence[Report]:
    """Computed sheets."""
    from dapur_base.reports import REPORTS

    return REPORTS


@hookimpl
def register_setup() -> Sequence[Setup]:
    """What a company begins with."""
    from dapur_base.setting_up import SETUP

    return (SETUP,)


@hookimpl
def register_pages() -> Sequence[Page]:
    """Pages of the web UI."""
    from dapur_base.pages import PAGES

    return PAGES


@hookimpl
def register_panels() -> Sequence[Panel]:
    """Pieces of records and of the home page."""
    from dapur_base.panels import PANELS

    return PANELS


@hookimpl
def register_jobs() -> Sequence[Job]:
    """Timetable."""
    from dapur_base.jobs import JOBS

    return JOBS


@hookimpl
def register_errors() -> Sequence[ErrorCode]:
    """Codes that base refuses with."""
    return (
        ErrorCode("BASE_CURRENCY_EXISTS", _("The currency is in the list already.")),
        ErrorCode("BASE_CURRENCY_IS_OWN", _("The company's own currency has no rate.")),
        ErrorCode("BASE_PARTY_EXISTS", _("The code is taken.")),
        *TASK_CODES,
        ErrorCode("BASE_CALENDAR_EXISTS", _("The calendar's name is taken.")),
        ErrorCode("BASE_CALENDAR_IS_DEFAULT", _("The company always has one calendar, which is in use.")),
        ErrorCode("BASE_HOURS_OVERLAP", _("Two windows of a day overlap.")),
        ErrorCode("BASE_HOURS_UNREADABLE", _("What is typed is not a window of hours.")),
        ErrorCode("BASE_NO_WORKING_DAY", _("The calendar has no working day.")),
    )
