"""Requests for approval: those that concern the reader, and all of them."""

from typing import Any

from sqlalchemy import ColumnElement, Select, Text, and_, case, cast, func, literal, or_, select

from dapur.contract import Choice, Column, Filter, Query, _
from dapur.queries.days import within_days
from dapur.tables import app_user
from dapur_base.tables.approvals import approval_concern, approval_request, approval_to_do, approval_vote

STATES = (
    Choice("to_decide", _("Waits for you")),
    Choice("waiting", _("Waits for others")),
    Choice("approved", _("Approved")),
    Choice("declined", _("Declined")),
    Choice("withdrawn", _("Taken back")),
    Choice("void", _("Void, it changed")),
)
TONES = {"to_decide": "yellow", "waiting": "azure", "approved": "green", "declined": "red"}
PARTS = (Choice("asked", _("Asked by you")), Choice("decided", _("Decided by you")))

r = approval_request.c
_asker = app_user.alias("asker")
me = func.core.current_actor()


_instead_of = func.coalesce(
    func.string_agg(app_user.c.name.distinct(), literal(", ")).filter(approval_to_do.c.for_user_id != me), literal("")
)
# The inbox begins with what waits for the reader; other lists look it up for the few rows that they show.
_inbox = (
    select(approval_to_do.c.request_id, _instead_of.label("instead_of"))
    .select_from(approval_to_do.join(app_user, app_user.c.id == approval_to_do.c.for_user_id))
    .where(approval_to_do.c.company_id == func.core.current_company(), approval_to_do.c.voter_id == me)
    .group_by(approval_to_do.c.request_id)
    .subquery("inbox")
)
_looked_up = (
    select(_instead_of)
    .select_from(approval_to_do.join(app_user, app_user.c.id == approval_to_do.c.for_user_id))
    .where(approval_to_do.c.company_id == r.company_id, approval_to_do.c.request_id == r.id, approval_to_do.c.voter_id == me)
    .scalar_subquery()
)


def _one_of(request: Any, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Of the requests that a table names for the reader; asked once for the whole list, not once a row."""
    return r.id.in_(select(request).where(request.table.c.company_id == func.core.current_company(), *conditions))


_asked = or_(r.requested_by == me, r.asked_by == me)
_decided = _one_of(approval_vote.c.request_id, approval_vote.c.voter_id == me)
concerns_reader = _one_of(approval_concern.c.request_id, approval_concern.c.user_id == me)
_state = case(
    (r.void_at.is_not(None), "void"),
    (r.outcome.is_not(None), r.outcome),
    (_one_of(approval_to_do.c.request_id, approval_to_do.c.voter_id == me), "to_decide"),
    else_="waiting",
)
_parts = {"asked": _asked, "decided": _decided}


def _statement() -> Select[Any]:
    return select(r.id).select_from(approval_request.join(_asker, _asker.c.id == r.requested_by))


def _in_parts(wanted: Any) -> ColumnElement[bool]:
    return or_(*(and_(literal(name) == func.any(wanted), condition) for name, condition in _parts.items()))


def _columns(address: str, instead_of: ColumnElement[Any] = _looked_up, state: ColumnElement[Any] = _state) -> tuple[Column, ...]:
    return (
        Column("id", _("Number"), "id", r.id, hidden=True),
        Column("title", _("Document"), "text", r.title, sort=True, phone=1, link=f"{address}/{{id}}"),
        Column("requested_by", _("Asked by"), "text", _asker.c.name, sort=True, phone=2),
        Column("amount", _("Amount"), "money", r.amount, sort=True, currency="currency", phone=1),
        Column("detail", _("Details"), "text", r.detail, phone=2),
        Column("opens", _("Document"), "text", r.title, link="{address}", hidden=True),
        Column("requested_at", _("Asked at"), "time", r.requested_at, sort=True, phone=2),
        Column("instead_of", _("Instead of"), "text", instead_of),
        Column("status", _("Status"), "status", state, choices=STATES, tones=TONES, phone=1),
        Column("currency", _("Currency"), "code", func.coalesce(cast(r.currency, Text), ""), hidden=True),
        Column("kind", _("Kind of document"), "code", r.kind, hidden=True),
        Column("document", _("Document number"), "integer", r.document_id, hidden=True),
        Column("policy", _("Rule"), "text", r.policy_name, hidden=True),
        Column("closed_at", _("Decided at"), "time", r.closed_at, hidden=True),
        Column("digest", _("Content"), "code", r.digest, hidden=True),
        Column("address", _("Address"), "text", r.address, hidden=True),
    )


_FILTERS = (
    Filter("status", _("Status"), "choice", lambda v: _state == func.any(v), choices=STATES),
    Filter("kind", _("Kind of document"), "text", lambda v: r.kind == v),
    Filter("asked", _("Asked at"), "dates", lambda v: within_days(r.requested_at, r.company_id, v)),
)

APPROVALS_TO_DO = Query(
    "base.approvals_to_do",
    _("Approvals"),
    "base.approval.decide",
    statement=lambda: select(r.id).select_from(
        approval_request.join(_asker, _asker.c.id == r.requested_by).join(_inbox, _inbox.c.request_id == r.id)
    ),
    company=r.company_id,
    description="What waits for your decision, your own or instead of somebody else; the oldest first.",
    columns=_columns("base/approvals", _inbox.c.instead_of, literal("to_decide", Text)),
    key=("id",),
    default_sort=("requested_at", "id"),
    filters=_FILTERS[1:],
    search=(r.title, r.detail),
)
MY_APPROVALS = Query(
    "base.my_approvals",
    _("My approvals"),
    "base.approval.decide",
    statement=lambda: _statement().where(concerns_reader),
    company=r.company_id,
    description="Requests for approval that you asked for, decided, or are to decide.",
    columns=_columns("base/approvals"),
    key=("id",),
    default_sort=("-requested_at", "-id"),
    filters=(Filter("part", _("Part"), "choice", _in_parts, choices=PARTS), *_FILTERS),
    search=(r.title, r.detail),
)
ALL_APPROVALS = Query(
    "base.approvals",
    _("All approvals"),
    "base.approval.read",
    statement=_statement,
    company=r.company_id,
    description="Every request for approval and what became of it.",
    columns=_columns("base/all-approvals"),
    key=("id",),
    default_sort=("-requested_at", "-id"),
    filters=_FILTERS,
    search=(r.title, r.detail),
)
