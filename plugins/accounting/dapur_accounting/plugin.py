"""What accounting declares; pages and imports are loaded when they are asked for."""

from collections.abc import Sequence

from dapur import __version__
from dapur import contract as c
from dapur.contract import _, hookimpl
from dapur_accounting.billing import BILLING
from dapur_accounting.error_codes import ERROR_CODES
from dapur_accounting.handlers import HANDLERS
from dapur_accounting.held import HELD
from dapur_accounting.jobs import JOBS
from dapur_accounting.ledger_posting import LEDGER_POSTING
from dapur_accounting.ledger_reading import LEDGER_READING
from dapur_accounting.measures import MEASURES
from dapur_accounting.operations import OPERATIONS
from dapur_accounting.payment_runs.approving import APPROVABLE
from dapur_accounting.permissions import PERMISSIONS
from dapur_accounting.queries import QUERIES
from dapur_accounting.reports import REPORTS
from dapur_accounting.setting_up import SETUP
from dapur_accounting.settings import SETTINGS


@hookimpl
def describe_plugin() -> c.PluginInfo:
    """The general ledger."""
    words = _("The general ledger and its reports.")
    return c.PluginInfo("accounting", _("Accounting"), __version__, words, requires=("base",), icon="book", letter="a")


@hookimpl
def register_schema() -> c.Schema:
    """Schema accounting."""
    return c.Schema("accounting", (), "dapur_accounting.migrations")


@hookimpl
def register_permissions() -> Sequence[c.Permission | c.Role]:
    """Rights."""
    return PERMISSIONS


@hookimpl
def register_settings() -> Sequence[c.Setting]:
    """What a company may set."""
    return SETTINGS


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
    """Statements."""
    return REPORTS


@hookimpl
def register_documents() -> Sequence[c.Document]:
    """Papers and exports."""
    from dapur_accounting.exports import DOCUMENTS
    from dapur_accounting.papers.invoice import INVOICE_PAPER

    return (INVOICE_PAPER, *DOCUMENTS)


@hookimpl
def register_measures() -> Sequence[c.Measure]:
    """Key figures."""
    return MEASURES


@hookimpl
def register_pages() -> Sequence[c.Page]:
    """Pages of the web UI."""
    from dapur_accounting.pages import PAGES

    return PAGES


@hookimpl
def register_panels() -> Sequence[c.Panel]:
    """Pieces of the home page."""
    from dapur_accounting.panels import PANELS

    return PANELS


@hookimpl
def register_imports() -> Sequence[c.Import]:
    """Files."""
    from dapur_accounting.imports import IMPORTS

    return IMPORTS


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
    """Posting, reading and billing for other departments; bills and payment runs that can be approved; who owes something."""
    return (LEDGER_POSTING, LEDGER_READING, BILLING, APPROVABLE, HELD)


@hookimpl
def register_setup() -> Sequence[c.Setup]:
    """How the books begin."""
    return (SETUP,)
