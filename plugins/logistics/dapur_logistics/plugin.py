"""What logistics declares; pages, documents and demo are loaded when they are asked for."""

from collections.abc import Sequence

from dapur import __version__
from dapur import contract as c
from dapur.contract import _, hookimpl
from dapur_logistics.approvable import APPROVABLE
from dapur_logistics.error_codes import ERROR_CODES
from dapur_logistics.handlers import HANDLERS
from dapur_logistics.jobs import JOBS
from dapur_logistics.measures import MEASURES
from dapur_logistics.operations import OPERATIONS
from dapur_logistics.permissions import PERMISSIONS
from dapur_logistics.queries import QUERIES
from dapur_logistics.reports import REPORTS
from dapur_logistics.setting_up import SETUP
from dapur_logistics.settings import SETTINGS
from dapur_logistics.stock_keeping import STOCK_KEEPING
from dapur_logistics.stock_on_hand import STOCK_ON_HAND


@hookimpl
def describe_plugin() -> c.PluginInfo:
    """Stock, purchases, sales."""
    words = _("Stock, purchases, deliveries, valued to the ledger.")
    return c.PluginInfo(
        "logistics",
        _("Logistics"),
        __version__,
        words,
        requires=("base",),
        can_use=("accounting",),
        icon="packages",
        letter="l",
        order=120,
    )


@hookimpl
def register_schema() -> c.Schema:
    """Schema logistics."""
    return c.Schema("logistics", (), "dapur_logistics.migrations")


@hookimpl
def register_permissions() -> Sequence[c.Permission | c.Role]:
    """Rights."""
    return PERMISSIONS


@hookimpl
def register_operations() -> Sequence[c.Operation]:
    """What can be done."""
    return OPERATIONS


@hookimpl
def register_queries() -> Sequence[c.Query]:
    """What can be read."""
    return QUERIES


@hookimpl
def register_reports() -> Sequence[c.Report]:
    """What stock is worth, and why."""
    return REPORTS


@hookimpl
def register_measures() -> Sequence[c.Measure]:
    """Key figures."""
    return MEASURES


@hookimpl
def register_pages() -> Sequence[c.Page]:
    """Pages of the web UI."""
    from dapur_logistics.pages import PAGES

    return PAGES


@hookimpl
def register_panels() -> Sequence[c.Panel]:
    """Pieces of the home page."""
    from dapur_logistics.panels import PANELS

    return PANELS


@hookimpl
def register_documents() -> Sequence[c.Document]:
    """Labels, delivery note, pick list."""
    from dapur_logistics.documents import DOCUMENTS

    return DOCUMENTS


@hookimpl
def register_imports() -> Sequence[c.Import]:
    """Files that fill the items."""
    from dapur_logistics.imports import IMPORTS

    return IMPORTS


@hookimpl
def register_settings() -> Sequence[c.Setting]:
    """How a company runs its warehouses."""
    return SETTINGS


@hookimpl
def register_jobs() -> Sequence[c.Job]:
    """Timetable."""
    return JOBS


@hookimpl
def register_event_handlers() -> Sequence[c.EventHandler]:
    """What follows from what happened."""
    return HANDLERS


@hookimpl
def register_errors() -> Sequence[c.ErrorCode]:
    """Codes that it refuses with."""
    return ERROR_CODES


@hookimpl
def register_services() -> Sequence[c.Service]:
    """Stock for other departments; purchase orders and counts that can be approved."""
    return (STOCK_KEEPING, STOCK_ON_HAND, APPROVABLE)


@hookimpl
def register_setup() -> Sequence[c.Setup]:
    """The first places."""
    return (SETUP,)
