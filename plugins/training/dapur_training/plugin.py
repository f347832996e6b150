"""What training declares: courses, sessions, quizzes, certificates, duties and skills."""

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
from dapur_training.permissions import PERMISSIONS


@hookimpl
def describe_plugin() -> PluginInfo:
    """Training stands on base's people and organisation."""
    return PluginInfo(
        "training",
        _("Training"),
        __version__,
        _("Courses, sessions, quizzes, certificates, duties and skills."),
        requires=("base",),
        icon="school",
        letter="t",
        order=140,
    )


@hookimpl
def register_schema() -> Schema:
    """Schema training."""
    return Schema("training", (), "dapur_training.migrations")


@hookimpl
def register_permissions() -> Sequence[Permission | Role]:
    """Rights, and the role of trainers."""
    return PERMISSIONS


@hookimpl
def register_settings() -> Sequence[Setting]:
    """Numbers of certificates, reminders."""
    from dapur_training.settings import SETTINGS

    return SETTINGS


@hookimpl
def register_operations() -> Sequence[Operation]:
    """What can be done."""
    from dapur_training.operations import OPERATIONS

    return OPERATIONS


@hookimpl
def register_queries() -> Sequence[Query]:
    """What can be read."""
    from dapur_training.queries import QUERIES

    return QUERIES


@hookimpl
def register_reports() -> Sequence[Report]:
    """Coverage, gaps, plan."""
    from dapur_training.reports import REPORTS

    return REPORTS


@hookimpl
def register_documents() -> Sequence[Document]:
    """The certificate as PDF."""
    from dapur_training.documents.certificate import CERTIFICATE

    return (CERTIFICATE,)


@hookimpl
def register_measures() -> Sequence[Measure]:
    """Key figures."""
    from dapur_training.measures import MEASURES

    return MEASURES


@hookimpl
def register_pages() -> Sequence[Page]:
    """Pages of the web UI."""
    from dapur_training.pages import PAGES

    return PAGES


@hookimpl
def register_panels() -> Sequence[Panel]:
    """What is learnt next, on the home page."""
    from dapur_training.panels import PANELS

    return PANELS


@hookimpl
def register_jobs() -> Sequence[Job]:
    """Timetable."""
    from dapur_training.jobs import JOBS

    return JOBS


@hookimpl
def register_services() -> Sequence[Service]:
    """Who is covered on a day, for rosters and controls."""
    from dapur_training.services import SERVICES

    return SERVICES


@hookimpl
def register_setup() -> Sequence[Setup]:
    """The courses that come with Dapur, and demo data."""
    from dapur_training.setting_up import SETUPS

    return SETUPS


@hookimpl
def register_errors() -> Sequence[ErrorCode]:
    """Codes that training refuses with."""
    from dapur_training.error_codes import ERROR_CODES

    return ERROR_CODES
