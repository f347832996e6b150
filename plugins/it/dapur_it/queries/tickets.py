"""Tickets, read: the queue by working minutes left, one's own, and what is noted about one."""

from sqlalchemy import ColumnElement, Integer, Interval, ScalarSelect, and_, case, cast, func, literal, select
from sqlalchemy.dialects.postgresql import aggregate_order_by, distinct_on

from dapur.contract import Choice, Column, Filter, Query, _
from dapur.queries.days import within_days
from dapur.tables import app_user
from dapur_it.operations.look_at_ticket import SEEN_WITHIN
from dapur_it.tables import due_change, escalation, presence, queue, request_type, ticket, ticket_message, working_window
from dapur_it.words import CAUSES, KINDS, MEASURES, PRIORITIES, PRIORITY_TONES, SOURCES, STATE_TONES, STATES

t = ticket.c


def _name_of(user: ColumnElement[int]) -> ScalarSelect[str]:
    """The name of a user. Looked up in the rows that are shown, not joined to all that are sorted."""
    return select(app_user.c.name).where(app_user.c.id == user).correlate(ticket).scalar_subquery()


_assignee, _requester = _name_of(t.assignee_id), _name_of(t.requester_id)
_me = func.core.current_actor()
_next_due = case(
    (t.left_minutes.is_not(None), None),
    (t.ended_at.is_not(None), None),
    (t.responded_at.is_(None), func.least(t.response_due, t.resolution_due)),
    else_=t.resolution_due,
)


_next_mark = case(
    (t.left_minutes.is_not(None), None),
    (t.ended_at.is_not(None), None),
    (t.responded_at.is_(None), func.least(t.response_mark, t.resolution_mark)),
    else_=t.resolution_mark,
)
w = working_window.c
_now = func.core.now()
now_mark = (
    select(
        w.company_id,
        w.calendar_id,
        cast(w.minutes_before + func.extract("epoch", func.least(_now, w.closes) - w.opens) / 60, Integer).label("minutes"),
    )
    .ext(distinct_on(w.company_id, w.calendar_id))
    .where(w.opens <= _now)
    .order_by(w.company_id, w.calendar_id, w.opens.desc())
    .subquery("now_mark")
)
"""Working minutes of each calendar before now."""
_left = func.coalesce(t.left_minutes, _next_mark - now_mark.c.minutes)
_order = func.coalesce(_left, 2_000_000_000)
_name = func.coalesce(_requester, func.nullif(t.requester_name, ""), t.requester_email)
_reader = app_user.alias("reader")
_readers = (
    select(func.string_agg(_reader.c.name, aggregate_order_by(literal(", "), _reader.c.name)))
    .select_from(presence.join(_reader, _reader.c.id == presence.c.user_id))
    .where(presence.c.company_id == t.company_id, presence.c.ticket_id == t.id)
    .where(presence.c.seen_at > func.core.now() - cast(SEEN_WITHIN, Interval), presence.c.user_id != _me)
    .correlate(ticket)
    .scalar_subquery()
)
_late = case((t.ended_at.is_not(None), t.ended_at > t.resolution_due), else_=t.resolution_due < func.core.now())
PROMISES = (
    Choice("met", _("Solved in time")),
    Choice("missed", _("Missed")),
    Choice("later", _("Not due yet")),
    Choice("none", _("Without a target")),
)
_promise = case(
    (t.resolution_due.is_(None), "none"),
    (t.ended_at <= t.resolution_due, "met"),
    (and_(t.ended_at.is_(None), t.resolution_due >= _now), "later"),
    else_="missed",
)
_joined = ticket.outerjoin(now_mark, and_(now_mark.c.company_id == t.company_id, now_mark.c.calendar_id == t.calendar_id))
_queue = (
    select(queue.c.name).where(queue.c.company_id == t.company_id, queue.c.id == t.queue_id).correlate(ticket).scalar_subquery()
)
_request_type = (
    select(request_type.c.name)
    .where(request_type.c.company_id == t.company_id, request_type.c.id == t.request_type_id)
    .correlate(ticket)
    .scalar_subquery()
)
STATUS = Column("status", _("Status"), "status", t.state, choices=STATES, tones=STATE_TONES, phone=2)

TICKETS = Query(
    "it.tickets",
    _("Tickets"),
    "it.ticket.read",
    statement=lambda: select(t.id).select_from(_joined),
    company=t.company_id,
    description="All tickets, those first that have the fewest working minutes left.",
    columns=(
        Column("id", _("Number"), "id", t.id, hidden=True),
        Column("number", _("Number"), "code", t.number, phone=2, link="it/tickets/{id}"),
        Column("left", _("Working minutes left"), "integer", _left, phone=2),
        Column("order", _("Working minutes left"), "integer", _order, sort=True, hidden=True),
        Column("title", _("Subject"), "text", t.title, sort=True, phone=1, link="it/tickets/{id}"),
        Column("priority", _("Priority"), "status", t.priority, choices=PRIORITIES, tones=PRIORITY_TONES, phone=1, sort=True),
        Column("assignee", _("Who works on it"), "text", _assignee, sort=True, phone=2),
        Column("readers", _("Reads it now"), "text", _readers, phone=2),
        STATUS,
        Column("requester", _("Requester"), "text", _name, sort=True),
        Column("queue", _("Queue"), "text", _queue, sort=True),
        Column("next_due", _("Due"), "time", _next_due, link="it/clock?ticket={id}"),
        Column("created_at", _("Opened"), "time", t.created_at, sort=True),
        Column("kind", _("Kind"), "status", t.kind, choices=KINDS),
        Column("request_type", _("Request type"), "text", _request_type, hidden=True),
        Column("source", _("Came by"), "status", t.source, choices=SOURCES, hidden=True),
        Column("late", _("Late"), "flag", _late, hidden=True),
        Column("response_due", _("First answer due"), "time", t.response_due, hidden=True),
        Column("resolution_due", _("Solution due"), "time", t.resolution_due, hidden=True),
        Column("responded_at", _("First answered"), "time", t.responded_at, hidden=True),
        Column("ended_at", _("Solved at"), "time", t.ended_at, hidden=True),
        Column("details", _("Details"), "text", t.details, hidden=True),
        Column("requester_email", _("E-mail"), "text", t.requester_email, hidden=True),
        Column("requester_id", _("Requester"), "id", t.requester_id, hidden=True),
        Column("assignee_id", _("Who works on it"), "id", t.assignee_id, hidden=True),
        Column("queue_id", _("Queue"), "id", t.queue_id, hidden=True),
        Column("merged_into_id", _("Goes on in"), "id", t.merged_into_id, hidden=True),
        Column("version", _("Version"), "integer", t.version, hidden=True),
    ),
    key=("id",),
    default_sort=("order", "id"),
    filters=(
        Filter("status", _("Status"), "choice", lambda v: t.state == func.any(v), choices=STATES),
        Filter("live", _("Not solved"), "flag", lambda v: t.ended_at.is_(None) == v),
        Filter("mine", _("Mine"), "flag", lambda v: func.coalesce(t.assignee_id == _me, False) == v),
        Filter("free", _("Nobody works on it"), "flag", lambda v: t.assignee_id.is_(None) == v),
        Filter("late", _("Late"), "flag", lambda v: func.coalesce(_late, False) == v),
        Filter("priority", _("Priority"), "choice", lambda v: t.priority == func.any(v), choices=PRIORITIES),
        Filter("kind", _("Kind"), "choice", lambda v: t.kind == func.any(v), choices=KINDS),
        Filter("queue", _("Queue"), "reference", lambda v: t.queue_id == v, reference="it.queues"),
        Filter("assignee", _("Who works on it"), "reference", lambda v: t.assignee_id == v, reference="base.colleagues"),
        Filter("requester", _("Requester"), "reference", lambda v: t.requester_id == v, reference="base.colleagues"),
        Filter("opened", _("Opened"), "dates", lambda v: within_days(t.created_at, t.company_id, v)),
        Filter("solution_due", _("Solution due"), "dates", lambda v: within_days(t.resolution_due, t.company_id, v)),
        Filter("promise", _("Promise"), "choice", lambda v: _promise == func.any(v), choices=PROMISES),
    ),
    search=(t.number, t.title),
)

TICKET_CHOICES = Query(
    "it.ticket_choices",
    _("Tickets, for choosing"),
    "it.ticket.read",
    statement=lambda: select(t.id),
    company=t.company_id,
    description="Tickets by number and subject, the newest first.",
    columns=(
        Column("id", _("Number"), "id", t.id, hidden=True),
        Column("code", _("Number"), "code", t.number, phone=1),
        Column("name", _("Subject"), "text", t.title, phone=1),
        Column("detail", _("Requester"), "text", _name, phone=2),
        Column("created_at", _("Opened"), "time", t.created_at, hidden=True),
    ),
    key=("id",),
    default_sort=("-created_at", "-id"),
    search=(t.number, t.title),
)

MY_TICKETS = Query(
    "it.my_tickets",
    _("My requests"),
    "it.request",
    statement=lambda: select(t.id).select_from(_joined).where(t.requester_id == _me),
    company=t.company_id,
    description="What the reader asked IT for.",
    columns=(
        Column("id", _("Number"), "id", t.id, hidden=True),
        Column("created_at", _("Asked at"), "time", t.created_at, sort=True, phone=2),
        Column("number", _("Number"), "code", t.number, phone=2, link="it/my/{id}"),
        Column("title", _("Subject"), "text", t.title, sort=True, phone=1, link="it/my/{id}"),
        Column("status", _("Status"), "status", t.state, choices=STATES, tones=STATE_TONES, phone=1),
        Column("assignee", _("Who works on it"), "text", _assignee),
        Column("resolution_due", _("Solved by"), "time", t.resolution_due),
        Column("details", _("Details"), "text", t.details, hidden=True),
        Column("merged_into_id", _("Goes on in"), "id", t.merged_into_id, hidden=True),
    ),
    key=("id",),
    default_sort=("-created_at", "-id"),
    filters=(
        Filter("status", _("Status"), "choice", lambda v: t.state == func.any(v), choices=STATES),
        Filter("live", _("Not solved"), "flag", lambda v: t.ended_at.is_(None) == v),
    ),
    search=(t.number, t.title),
)

m = ticket_message.c
_author = func.coalesce(app_user.c.name, m.author_name)
MESSAGES = Query(
    "it.messages",
    _("Conversation"),
    "it.ticket.read",
    statement=lambda: select(m.id).select_from(ticket_message.outerjoin(app_user, app_user.c.id == m.author_id)),
    company=m.company_id,
    description="What was said on tickets; notes only IT reads.",
    columns=(
        Column("id", _("Number"), "id", m.id, hidden=True),
        Column("said_at", _("Time"), "time", m.said_at, sort=True, phone=2),
        Column("author", _("Person"), "text", _author, phone=1),
        Column("is_internal", _("Internal"), "flag", m.is_internal, phone=2),
        Column("from_requester", _("From the requester"), "flag", m.from_requester),
        Column("body", _("Text"), "text", m.body, phone=1),
        Column("ticket_id", _("Ticket"), "id", m.ticket_id, hidden=True),
    ),
    key=("id",),
    default_sort=("said_at", "id"),
    filters=(Filter("ticket", _("Ticket"), "reference", lambda v: m.ticket_id == v, reference="it.ticket_choices"),),
)

MY_MESSAGES = Query(
    "it.my_messages",
    _("Conversation"),
    "it.request",
    statement=lambda: (
        select(m.id)
        .select_from(
            ticket_message.join(ticket, and_(t.company_id == m.company_id, t.id == m.ticket_id)).outerjoin(
                app_user, app_user.c.id == m.author_id
            )
        )
        .where(t.requester_id == _me, m.is_internal.is_(False))
    ),
    company=m.company_id,
    description="What was said on one's own requests.",
    columns=(
        Column("id", _("Number"), "id", m.id, hidden=True),
        Column("said_at", _("Time"), "time", m.said_at, sort=True, phone=2),
        Column("author", _("Person"), "text", _author, phone=1),
        Column("body", _("Text"), "text", m.body, phone=1),
        Column("ticket_id", _("Request"), "id", m.ticket_id, hidden=True),
    ),
    key=("id",),
    default_sort=("said_at", "id"),
    filters=(Filter("ticket", _("Request"), "reference", lambda v: m.ticket_id == v, reference="it.my_tickets"),),
)

d = due_change.c
DUE_CHANGES = Query(
    "it.due_changes",
    _("Why the due moment moved"),
    "it.ticket.read",
    statement=lambda: select(d.id).select_from(due_change.outerjoin(app_user, app_user.c.id == d.changed_by)),
    company=d.company_id,
    description="Each change of a due moment, with its cause.",
    columns=(
        Column("id", _("Number"), "id", d.id, hidden=True),
        Column("changed_at", _("Time"), "time", d.changed_at, phone=2),
        Column("measure", _("Target"), "status", d.measure, choices=MEASURES, phone=1),
        Column("cause", _("Cause"), "status", d.cause, choices=CAUSES, phone=1),
        Column("due_before", _("Before"), "time", d.due_before, phone=2),
        Column("due_after", _("After"), "time", d.due_after, phone=2),
        Column("person", _("Person"), "text", app_user.c.name),
        Column("ticket_id", _("Ticket"), "id", d.ticket_id, hidden=True),
    ),
    key=("id",),
    default_sort=("id",),
    filters=(Filter("ticket", _("Ticket"), "reference", lambda v: d.ticket_id == v, reference="it.ticket_choices"),),
)

e = escalation.c
ESCALATIONS = Query(
    "it.escalations",
    _("Escalations"),
    "it.ticket.read",
    statement=lambda: select(e.id).select_from(
        escalation.join(app_user, app_user.c.id == e.user_id).join(
            ticket, and_(t.company_id == e.company_id, t.id == e.ticket_id)
        )
    ),
    company=e.company_id,
    description="Who was told how much of the time is used up, once each.",
    columns=(
        Column("id", _("Number"), "id", e.id, hidden=True),
        Column("told_at", _("Told at"), "time", e.told_at, sort=True, phone=2),
        Column("percent", _("Percent"), "integer", e.percent, phone=1),
        Column("person", _("Who was told"), "text", app_user.c.name, phone=1),
        Column("number", _("Ticket"), "code", t.number, phone=2, link="it/tickets/{ticket_id}"),
        Column("due_at", _("Due"), "time", e.due_at),
        Column("ticket_id", _("Ticket"), "id", e.ticket_id, hidden=True),
    ),
    key=("id",),
    default_sort=("-told_at", "-id"),
    filters=(Filter("ticket", _("Ticket"), "reference", lambda v: e.ticket_id == v, reference="it.ticket_choices"),),
)
TICKET_QUERIES = (TICKETS, TICKET_CHOICES, MY_TICKETS, MESSAGES, MY_MESSAGES, DUE_CHANGES, ESCALATIONS)
