"""Everything that a plugin may declare: one hook a kind, no arguments, returning frozen declarations.

Each hook is called once, when its door opens; nothing happens inside a hook. A hook that a plugin
does not need is left out.
"""

from collections.abc import Sequence

import pluggy

from dapur.contract.declarations import (
    ErrorCode,
    EventHandler,
    GraphQLTypes,
    Import,
    Job,
    Permission,
    PluginInfo,
    Role,
    Schema,
    Service,
    Setting,
    Setup,
    UserInterface,
)
from dapur.contract.document import Document
from dapur.contract.measure import Measure
from dapur.contract.operation import Operation
from dapur.contract.page import Page, Panel
from dapur.contract.query import Query
from dapur.contract.report import Report

hookspec = pluggy.HookspecMarker("dapur")
hookimpl = pluggy.HookimplMarker("dapur")


@hookspec
def describe_plugin() -> PluginInfo:  # type: ignore[empty-body]
    """The manifest: name, title, version, what it requires."""


@hookspec
def register_schema() -> Schema:  # type: ignore[empty-body]
    """Mapped classes, own PostgreSQL schema, migrations."""


@hookspec
def register_permissions() -> Sequence[Permission | Role]:  # type: ignore[empty-body]
    """The rights it checks, with suggested roles."""


@hookspec
def register_settings() -> Sequence[Setting]:  # type: ignore[empty-body]
    """Typed settings, per company."""


@hookspec
def register_operations() -> Sequence[Operation]:  # type: ignore[empty-body]
    """What can be done."""


@hookspec
def register_queries() -> Sequence[Query]:  # type: ignore[empty-body]
    """What can be read."""


@hookspec
def register_pages() -> Sequence[Page]:  # type: ignore[empty-body]
    """Pages of the web UI. Called only where a UI is installed."""


@hookspec
def register_panels() -> Sequence[Panel]:  # type: ignore[empty-body]
    """Pieces for named slots of other plugins' pages."""


@hookspec
def register_reports() -> Sequence[Report]:  # type: ignore[empty-body]
    """Typed input to page, PDF, XLSX, CSV."""


@hookspec
def register_measures() -> Sequence[Measure]:  # type: ignore[empty-body]
    """Figures of management, each with its definition and the rows behind it."""


@hookspec
def register_documents() -> Sequence[Document]:  # type: ignore[empty-body]
    """Files made on request: papers as PDF, bank files, feeds."""


@hookspec
def register_imports() -> Sequence[Import]:  # type: ignore[empty-body]
    """Files that fill a listing."""


@hookspec
def register_jobs() -> Sequence[Job]:  # type: ignore[empty-body]
    """Operations on a timetable."""


@hookspec
def register_event_handlers() -> Sequence[EventHandler]:  # type: ignore[empty-body]
    """Before (may refuse) and after (committed, at least once)."""


@hookspec
def register_services() -> Sequence[Service]:  # type: ignore[empty-body]
    """Protocols of dapur.services that it fulfils."""


@hookspec
def register_graphql_types() -> Sequence[GraphQLTypes]:  # type: ignore[empty-body]
    """Types that operations and queries can't express."""


@hookspec
def register_setup() -> Sequence[Setup]:  # type: ignore[empty-body]
    """What switching on writes for a company, and its demo data."""


@hookspec
def register_errors() -> Sequence[ErrorCode]:  # type: ignore[empty-body]
    """The codes it refuses with."""


@hookspec
def register_user_interface() -> Sequence[UserInterface]:  # type: ignore[empty-body]
    """The whole user interface. Only `dapur-web`, or what replaces it, implements it."""
