"""Steps and votes of requests: of those that concern the reader, and, with the right to see all, of every one."""

from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, select

from dapur.contract import Choice, Column, Filter, Query, _
from dapur.tables import app_user, role
from dapur_base.tables.approvals import approval_approver, approval_concern, approval_step_state, approval_vote

STEP_STATES = (
    Choice("later", _("Not open yet")),
    Choice("open", _("Open")),
    Choice("approved", _("Approved")),
    Choice("declined", _("Declined")),
)
VOTES = (Choice("yes", _("Approved")), Choice("no", _("Declined")))
TONES = {"open": "yellow", "approved": "green", "declined": "red", "yes": "green", "no": "red"}

s = approval_step_state.c
v = approval_vote.c
_voter = app_user.alias("voter")
_for_user = app_user.alias("for_user")


def _concerns_reader(request: ColumnElement[Any]) -> ColumnElement[bool]:
    concern = approval_concern.c
    return request.in_(
        select(concern.request_id).where(
            concern.company_id == func.core.current_company(), concern.user_id == func.core.current_actor()
        )
    )


_approvers = (
    select(func.string_agg(func.coalesce(app_user.c.name, role.c.title, literal("–")), literal(", ")))
    .select_from(
        approval_approver.outerjoin(app_user, app_user.c.id == approval_approver.c.user_id).outerjoin(
            role, and_(role.c.company_id == approval_approver.c.company_id, role.c.id == approval_approver.c.role_id)
        )
    )
    .where(approval_approver.c.company_id == s.company_id, approval_approver.c.step_id == s.step_id)
    .scalar_subquery()
)

STEP_COLUMNS = (
    Column("id", _("Number"), "id", s.step_id, hidden=True),
    Column("order", _("Order"), "integer", s.order_no, sort=True),
    Column("title", _("Step"), "text", s.title, phone=2),
    Column("approvers", _("Approvers"), "text", _approvers, phone=1),
    Column("need", _("Votes needed"), "integer", s.need, phone=2),
    Column("yes", _("Yes"), "integer", s.yes),
    Column("no", _("No"), "integer", s.no),
    Column("status", _("Status"), "status", s.state, choices=STEP_STATES, tones=TONES, phone=1),
)
VOTE_COLUMNS = (
    Column("id", _("Number"), "id", v.id, hidden=True),
    Column("voted_at", _("Decided at"), "time", v.voted_at, sort=True, phone=2),
    Column("voter", _("Person"), "text", _voter.c.name, phone=1),
    Column("for_user", _("Instead of"), "text", _for_user.c.name, phone=2),
    Column("vote", _("Decision"), "status", case((v.is_yes, "yes"), else_="no"), choices=VOTES, tones=TONES, phone=1),
    Column("reason", _("Reason"), "text", v.reason, phone=2),
)


def _steps() -> Select[Any]:
    return select(s.step_id)


def _votes() -> Select[Any]:
    for_another = and_(_for_user.c.id == v.for_user_id, v.for_user_id != v.voter_id)
    return select(v.id).select_from(approval_vote.join(_voter, _voter.c.id == v.voter_id).outerjoin(_for_user, for_another))


APPROVAL_STEPS = Query(
    "base.approval_steps",
    _("Steps of approvals"),
    "base.approval.decide",
    statement=lambda: _steps().where(_concerns_reader(s.request_id)),
    company=s.company_id,
    description="The steps that a request was given when it was asked, and how far each is.",
    columns=STEP_COLUMNS,
    key=("id",),
    default_sort=("order", "id"),
    filters=(Filter("request", _("Request"), "reference", lambda x: s.request_id == x, reference="base.my_approvals"),),
)
APPROVAL_VOTES = Query(
    "base.approval_votes",
    _("Votes"),
    "base.approval.decide",
    statement=lambda: _votes().where(_concerns_reader(v.request_id)),
    company=v.company_id,
    description="Who voted what, when, for whom and why.",
    columns=VOTE_COLUMNS,
    key=("id",),
    default_sort=("voted_at", "id"),
    filters=(Filter("request", _("Request"), "reference", lambda x: v.request_id == x, reference="base.my_approvals"),),
)
ALL_STEPS = replace(
    APPROVAL_STEPS,
    name="base.all_approval_steps",
    permission="base.approval.read",
    statement=_steps,
    description="The steps of every request.",
    filters=(Filter("request", _("Request"), "reference", lambda x: s.request_id == x, reference="base.approvals"),),
)
ALL_VOTES = replace(
    APPROVAL_VOTES,
    name="base.all_approval_votes",
    permission="base.approval.read",
    statement=_votes,
    description="Every vote.",
    filters=(Filter("request", _("Request"), "reference", lambda x: v.request_id == x, reference="base.approvals"),),
)
