"""What people and pay declare; pages are loaded when they are asked for."""

from collections.abc import Sequence

from dapur import __version__
from dapur import contract as c
from dapur.contract import _, hookimpl
from dapur_hr.approvable import APPROVABLE
from dapur_hr.documents import DOCUMENTS
from dapur_hr.error_codes import ERROR_CODES
from dapur_hr.handlers import HANDLERS
from dapur_hr.jobs import JOBS
from dapur_hr.joining_setting_up import JOINING_SETUP
from dapur_hr.measures import MEASURES
from dapur_hr.operations import OPERATIONS
from dapur_hr.payroll_setting_up import PAYROLL_SETUP
from dapur_hr.payroll_settings import SETTINGS
from dapur_hr.permissions import PERMISSIONS
from dapur_hr.queries import QUERIES
from dapur_hr.reports import REPORTS
from dapur_hr.setting_up import SETUP
from dapur_hr.workforce import WORKFORCE


@hookimpl
def describe_plugin() -> c.PluginInfo:
    """People, time off, pay."""
    words = _("People, time off and pay.")
    return c.PluginInfo("hr", _("Human resources"), __version__, words, requires=("base",), icon="users", letter="p", order=110)


@hookimpl
def register_schema() -> c.Schema:
    """Schema hr."""
    return c.Schema("hr", (), "dapur_hr.migrations")


@hookimpl
def register_permissions() -> Sequence[c.Permission | c.Role]:
    """Rights and roles."""
    return PERMISSIONS


@hookimpl
def register_settings() -> Sequence[c.Setting]:
    """How pay of a part of a month is counted."""
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
def register_measures() -> Sequence[c.Measure]:
    """Key figures."""
    return MEASURES


@hookimpl
def register_pages() -> Sequence[c.Page]:
    """Pages of the web UI."""
    from dapur_hr.pages import PAGES

    return PAGES


@hookimpl
def register_panels() -> Sequence[c.Panel]:
    """Pieces of an employee's page and of the home page."""
    from dapur_hr.panels import PANELS

    return PANELS


@hookimpl
def register_reports() -> Sequence[c.Report]:
    """Computed sheets."""
    return REPORTS


@hookimpl
def register_documents() -> Sequence[c.Document]:
    """Papers and files."""
    return DOCUMENTS


@hookimpl
def register_errors() -> Sequence[c.ErrorCode]:
    """Codes that it refuses with."""
    return ERROR_CODES


@hookimpl
def register_setup() -> Sequence[c.Setup]:
    """How a company begins."""
    return (SETUP, PAYROLL_SETUP, JOINING_SETUP)


@hookimpl
def register_jobs() -> Sequence[c.Job]:
    """Timetable."""
    return JOBS


@hookimpl
def register_event_handlers() -> Sequence[c.EventHandler]:
    """What follows from what happened."""
    return HANDLERS


@hookimpl
def register_services() -> Sequence[c.Service]:
    """What other departments may ask."""
    return (*WORKFORCE, APPROVABLE)
