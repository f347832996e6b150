"""What accounting declares."""

from collections.abc import Sequence

from dapur import __version__
from dapur.contract import ErrorCode, Operation, Page, Permission, PluginInfo, Query, Report, Role, Schema, Setup, _, hookimpl


@hookimpl
def describe_plugin() -> PluginInfo:
    """The general ledger."""
    return PluginInfo(
        "accounting",
        _("Accounting"),
        __version__,
        _("The general ledger and its reports."),
        requires=("base",),
        icon="book",
        letter="a",
    )


@hookimpl
def register_schema() -> Schema:
    """Schema accounting."""
    return Schema("accounting", (), "dapur_accounting.migrations")


@hookimpl
def register_permissions() -> Sequence[Permission | Role]:
    """Rights."""
    from dapur_accounting.permissions import PERMISSIONS

    return PERMISSIONS


@hookimpl
def register_operations() -> Sequence[Operation]:
    """What can be done."""
    from dapur_accounting.operations import OPERATIONS

    return OPERATIONS


@hookimpl
def register_queries() -> Sequence[Query]:
    """What can be read."""
    from dapur_accounting.queries import QUERIES

    return QUERIES


@hookimpl
def register_reports() -> Sequence[Report]:
    """Statements."""
    from dapur_accounting.reports import REPORTS

    return REPORTS


@hookimpl
def register_pages() -> Sequence[Page]:
    """Pages of the web UI."""
    from dapur_accounting.pages import PAGES

    return PAGES


@hookimpl
def register_setup() -> Sequence[Setup]:
    """How the books begin."""
    from dapur_accounting.setting_up import SETUP

    return (SETUP,)


@hookimpl
def register_errors() -> Sequence[ErrorCode]:
    """Codes that it refuses with."""
    from dapur_accounting.error_codes import ERROR_CODES

    return ERROR_CODES
