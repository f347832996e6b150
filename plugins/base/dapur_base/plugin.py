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


@hookimpl
def describe_plugin() -> PluginInfo:
    """Base belongs to every company."""
    return PluginInfo(
        "base", _("Base"), __version__, _("Parties, currencies and rates."), icon="building", always_on=True, order=20, letter="b"
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
def register_pages() -> Sequence[Page]:
    """Pages of the web UI."""
    from dapur_base.pages import PAGES

    return PAGES


@hookimpl
def register_setup() -> Sequence[Setup]:
    """What a company begins with."""
    from dapur_base.setups import SETUPS

    return SETUPS


@hookimpl
def register_panels() -> Sequence[Panel]:
    """Pieces of the home page."""
    from dapur_base.approval_panels import APPROVAL_PANELS

    return APPROVAL_PANELS


@hookimpl
def register_jobs() -> Sequence[Job]:
    """Timetable."""
    from dapur_base.operations.remind_approvers import remind_approvers

    return (Job("base.remind_approvers", _("Remind approvers"), remind_approvers, "0 8 * * *"),)


@hookimpl
def register_errors() -> Sequence[ErrorCode]:
    """Codes that base refuses with."""
    from dapur_base.approval_codes import APPROVAL_CODES
    from dapur_base.error_codes import ERROR_CODES

    return (*ERROR_CODES, *APPROVAL_CODES)
