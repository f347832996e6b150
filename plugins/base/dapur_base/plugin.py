"""What base declares: nouns that several departments share."""

from collections.abc import Sequence

from dapur import __version__
from dapur.contract import (
    ErrorCode,
    EventHandler,
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
    Setup,
    _,
    hookimpl,
)
from dapur_base.permissions import PERMISSIONS


@hookimpl
def describe_plugin() -> PluginInfo:
    """Base belongs to every company."""
    return PluginInfo(
        "base",
        _("Base"),
        __version__,
        _("Parties, the organisation, currencies, calendars, tasks, approvals."),
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
    """Reports."""
    from dapur_base.reports import REPORTS

    return REPORTS


@hookimpl
def register_measures() -> Sequence[Measure]:
    """Key figures."""
    from dapur_base.measures import MEASURES

    return MEASURES


@hookimpl
def register_pages() -> Sequence[Page]:
    """Pages of the web UI."""
    from dapur_base.pages import PAGES

    return PAGES


@hookimpl
def register_imports() -> Sequence[Import]:
    """Files."""
    from dapur_base.imports import IMPORTS

    return IMPORTS


@hookimpl
def register_setup() -> Sequence[Setup]:
    """What a company begins with."""
    from dapur_base.setups import SETUPS

    return SETUPS


@hookimpl
def register_panels() -> Sequence[Panel]:
    """Pieces of records and of the home page."""
    from dapur_base.panels import PANELS

    return PANELS


@hookimpl
def register_event_handlers() -> Sequence[EventHandler]:
    """What follows from what happened elsewhere."""
    from dapur_base.handlers import HANDLERS

    return HANDLERS


@hookimpl
def register_jobs() -> Sequence[Job]:
    """Timetable."""
    from dapur_base.jobs import JOBS

    return JOBS


@hookimpl
def register_services() -> Sequence[Service]:
    """Who belongs to which unit; tasks for who joins and leaves."""
    from dapur_base.audiences import AUDIENCES
    from dapur_base.person_steps import PERSON_STEPS

    return AUDIENCES, PERSON_STEPS


@hookimpl
def register_errors() -> Sequence[ErrorCode]:
    """Codes that base refuses with."""
    from dapur_base.error_codes import ERROR_CODES

    return ERROR_CODES
