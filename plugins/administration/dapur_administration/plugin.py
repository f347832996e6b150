"""What administration declares: letters, rooms, documents, controls, obligations, risks."""

from collections.abc import Sequence

from dapur import __version__
from dapur.contract import (
    Document,
    ErrorCode,
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
from dapur_administration.permissions import PERMISSIONS


@hookimpl
def describe_plugin() -> PluginInfo:
    """Administration stands on base."""
    return PluginInfo(
        "administration",
        _("Administration"),
        __version__,
        _("Letters, rooms, documents, controls, obligations, risks."),
        requires=("base",),
        icon="mail",
        order=150,
        letter="d",
    )


@hookimpl
def register_schema() -> Schema:
    """Schema administration."""
    return Schema("administration", (), "dapur_administration.migrations")


@hookimpl
def register_permissions() -> Sequence[Permission | Role]:
    """Rights of administration."""
    return PERMISSIONS


@hookimpl
def register_settings() -> Sequence[Setting]:
    """Numbers, fiscal year, risk bands."""
    from dapur_administration.settings import SETTINGS

    return SETTINGS


@hookimpl
def register_operations() -> Sequence[Operation]:
    """What can be done."""
    from dapur_administration.operations import OPERATIONS

    return OPERATIONS


@hookimpl
def register_queries() -> Sequence[Query]:
    """What can be read."""
    from dapur_administration.queries import QUERIES

    return QUERIES


@hookimpl
def register_documents() -> Sequence[Document]:
    """Papers and files."""
    from dapur_administration.documents.evidence_file import EVIDENCE_FILE
    from dapur_administration.documents.letter import LETTER
    from dapur_administration.documents.version_file import VERSION_FILE

    return (LETTER, VERSION_FILE, EVIDENCE_FILE)


@hookimpl
def register_reports() -> Sequence[Report]:
    """Free rooms, dates of a series."""
    from dapur_administration.reports import REPORTS

    return REPORTS


@hookimpl
def register_measures() -> Sequence[Measure]:
    """Key figures."""
    from dapur_administration.measures import MEASURES

    return MEASURES


@hookimpl
def register_pages() -> Sequence[Page]:
    """Pages of the web UI."""
    from dapur_administration.pages import PAGES

    return PAGES


@hookimpl
def register_panels() -> Sequence[Panel]:
    """What needs somebody on the home page; how a control stands."""
    from dapur_administration.panels import PANELS

    return PANELS


@hookimpl
def register_jobs() -> Sequence[Job]:
    """Every morning: evidence that comes due, risks that rose."""
    from dapur_administration.operations.watch import watch

    return (Job("administration.watch", _("Watch controls and risks"), watch, "30 5 * * *"),)


@hookimpl
def register_setup() -> Sequence[Setup]:
    """What a company begins with, and its demo."""
    from dapur_administration.setting_up import SETUPS

    return SETUPS


@hookimpl
def register_services() -> Sequence[Service]:
    """Letters for newcomers, what somebody still holds, rooms for what others plan."""
    from dapur_administration.services import SERVICES

    return SERVICES


@hookimpl
def register_errors() -> Sequence[ErrorCode]:
    """Codes that administration refuses with."""
    from dapur_administration.error_codes import ERROR_CODES

    return ERROR_CODES
