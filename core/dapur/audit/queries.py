"""The audit log, read: by person, thing, operation, time."""

from sqlalchemy import String, cast, func, select

from dapur.contract import Choice, Column, Filter, Query, _
from dapur.queries.days import within_days
from dapur.tables import app_user, audit_log

DOORS = (
    Choice("page", _("Page")),
    Choice("graphql", "GraphQL"),
    Choice("cli", _("Command line")),
    Choice("import", _("Import")),
    Choice("job", _("Job")),
    Choice("setup", _("Set-up")),
)
ACTIONS = (
    Choice("I", _("Made")),
    Choice("U", _("Changed")),
    Choice("D", _("Deleted")),
    Choice("A", _("Posted")),
    Choice("R", _("Refused")),
    Choice("S", _("Viewed")),
)

_joined = audit_log.outerjoin(app_user, app_user.c.id == audit_log.c.actor_id)

AUDIT = Query(
    "core.audit",
    _("Audit log"),
    "core.audit.read",
    statement=lambda: select(audit_log.c.id).select_from(_joined),
    company=audit_log.c.company_id,
    description="Who did what, when, through which door; before and after.",
    columns=(
        Column("id", _("Number"), "id", audit_log.c.id, hidden=True),
        Column("at", _("Time"), "time", audit_log.c.at, phone=1),
        Column("person", _("Person"), "text", func.coalesce(app_user.c.name, ""), phone=1),
        Column("operation", _("Operation"), "code", audit_log.c.operation, phone=2),
        Column(
            "action",
            _("Action"),
            "status",
            cast(audit_log.c.action, String),
            choices=ACTIONS,
            phone=2,
            tones={"I": "green", "U": "azure", "D": "red", "A": "blue", "R": "red", "S": "secondary"},
        ),
        Column("subject", _("What"), "code", audit_log.c.subject, phone=2),
        Column("row_key", _("Which"), "code", audit_log.c.row_key),
        Column("door", _("Door"), "status", audit_log.c.door, choices=DOORS),
        Column("before", _("Before"), "text", cast(audit_log.c.before, String), hidden=True),
        Column("after", _("After"), "text", cast(audit_log.c.after, String), hidden=True),
        Column("request", _("Request"), "code", audit_log.c.request, hidden=True),
    ),
    key=("id",),
    default_sort=("-id",),
    filters=(
        Filter("person", _("Person"), "reference", lambda v: audit_log.c.actor_id == v, reference="core.people"),
        Filter("operation", _("Operation"), "text", lambda v: audit_log.c.operation == v),
        Filter("action", _("Action"), "choice", lambda v: cast(audit_log.c.action, String) == func.any(v), choices=ACTIONS),
        Filter("subject", _("What"), "text", lambda v: audit_log.c.subject == v),
        Filter("row", _("Which"), "text", lambda v: audit_log.c.row_key == v),
        Filter("day", _("Date"), "dates", lambda v: within_days(audit_log.c.at, func.core.current_company(), v)),
    ),
    search=(audit_log.c.operation, audit_log.c.subject, app_user.c.name),
)
