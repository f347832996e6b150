"""Queues, request types, targets and escalation levels, read."""

from sqlalchemy import and_, case, select

from dapur.contract import Choice, Column, Filter, Query, _
from dapur.tables import app_user
from dapur_base.tables import calendars
from dapur_it.tables import escalation_level, queue, request_type, target
from dapur_it.words import KINDS, PRIORITIES, PRIORITY_TONES

calendar = calendars.calendar
OPENNESS = (Choice("open", _("Takes tickets")), Choice("closed", _("Takes no new tickets")))
TONES = {"open": "green", "closed": "secondary"}
_status = case((queue.c.is_closed, "closed"), else_="open")

QUEUES = Query(
    "it.queues",
    _("Queues"),
    "it.ticket.read",
    statement=lambda: select(queue.c.id).select_from(
        queue.join(calendar, and_(calendar.c.company_id == queue.c.company_id, calendar.c.id == queue.c.calendar_id)).outerjoin(
            app_user, app_user.c.id == queue.c.lead_id
        )
    ),
    company=queue.c.company_id,
    description="Queues, their leads, and the calendar in which their clocks run.",
    columns=(
        Column("id", _("Number"), "id", queue.c.id, hidden=True),
        Column("name", _("Name"), "text", queue.c.name, sort=True, phone=1, link="it/queues/{id}"),
        Column("lead", _("Lead"), "text", app_user.c.name, sort=True, phone=2),
        Column("calendar", _("Working calendar"), "text", calendar.c.name, phone=2),
        Column("status", _("Status"), "status", _status, choices=OPENNESS, tones=TONES, phone=1),
        Column("calendar_id", _("Working calendar"), "id", queue.c.calendar_id, hidden=True),
        Column("lead_id", _("Lead"), "id", queue.c.lead_id, hidden=True),
        Column("is_closed", _("Takes no new tickets"), "flag", queue.c.is_closed, hidden=True),
        Column("version", _("Version"), "integer", queue.c.version, hidden=True),
    ),
    key=("id",),
    default_sort=("name",),
    search=(queue.c.name,),
)

r = request_type.c


def _request_types(name: str, permission: str, *, offered: bool) -> Query:
    return Query(
        name,
        _("Request types"),
        permission,
        statement=lambda: (
            select(r.id)
            .select_from(request_type.join(queue, and_(queue.c.company_id == r.company_id, queue.c.id == r.queue_id)))
            .where(*((r.is_offered,) if offered else ()))
        ),
        company=r.company_id,
        description="What may be asked for, and where it goes.",
        columns=(
            Column("id", _("Number"), "id", r.id, hidden=True),
            Column(
                "name",
                _("Name"),
                "text",
                r.name,
                sort=True,
                phone=1,
                link="it/my/new/{id}" if offered else "it/request-types/{id}",
            ),
            Column("kind", _("Kind"), "status", r.kind, choices=KINDS, phone=2),
            Column("priority", _("Priority"), "status", r.priority, choices=PRIORITIES, tones=PRIORITY_TONES, phone=2),
            Column("queue", _("Queue"), "text", queue.c.name, sort=True, hidden=offered),
            Column("is_offered", _("Offered to everybody"), "flag", r.is_offered, hidden=offered),
            Column("questions", _("Questions"), "text", r.questions, hidden=True),
            Column("queue_id", _("Queue"), "id", r.queue_id, hidden=True),
            Column("version", _("Version"), "integer", r.version, hidden=True),
        ),
        key=("id",),
        default_sort=("name",),
        search=(r.name,),
    )


REQUEST_TYPES = _request_types("it.request_types", "it.ticket.read", offered=False)
REQUEST_TYPES_OFFERED = _request_types("it.request_types_offered", "it.request", offered=True)

TARGETS = Query(
    "it.targets",
    _("Targets"),
    "it.ticket.read",
    statement=lambda: select(target.c.id).select_from(
        target.join(calendar, and_(calendar.c.company_id == target.c.company_id, calendar.c.id == target.c.calendar_id))
    ),
    company=target.c.company_id,
    description="Within how many working minutes a ticket is answered and solved.",
    columns=(
        Column("id", _("Number"), "id", target.c.id, hidden=True),
        Column(
            "priority", _("Priority"), "status", target.c.priority, choices=PRIORITIES, tones=PRIORITY_TONES, phone=1, sort=True
        ),
        Column("calendar", _("Working calendar"), "text", calendar.c.name, phone=1, sort=True),
        Column("response_minutes", _("First answer (minutes)"), "integer", target.c.response_minutes, phone=2),
        Column("resolution_minutes", _("Solution (minutes)"), "integer", target.c.resolution_minutes, phone=2),
    ),
    key=("id",),
    default_sort=("calendar", "priority"),
)

LEVELS = Query(
    "it.escalation_levels",
    _("Escalation levels"),
    "it.ticket.read",
    statement=lambda: select(escalation_level.c.id).select_from(
        escalation_level.join(app_user, app_user.c.id == escalation_level.c.user_id).join(
            queue, and_(queue.c.company_id == escalation_level.c.company_id, queue.c.id == escalation_level.c.queue_id)
        )
    ),
    company=escalation_level.c.company_id,
    description="Who is told at which percentage of the working time.",
    columns=(
        Column("id", _("Number"), "id", escalation_level.c.id, hidden=True),
        Column("queue", _("Queue"), "text", queue.c.name, sort=True, phone=1),
        Column("percent", _("Percent"), "integer", escalation_level.c.percent, phone=1, sort=True),
        Column("person", _("Who is told"), "text", app_user.c.name, phone=2),
        Column("queue_id", _("Queue"), "id", escalation_level.c.queue_id, hidden=True),
    ),
    key=("id",),
    default_sort=("queue", "percent", "id"),
    filters=(Filter("queue", _("Queue"), "reference", lambda v: escalation_level.c.queue_id == v, reference="it.queues"),),
)
SET_UP_QUERIES = (QUEUES, REQUEST_TYPES, REQUEST_TYPES_OFFERED, TARGETS, LEVELS)
