"""Rules of approval, read."""

from sqlalchemy import and_, case, func, literal, select

from dapur.contract import Column, Filter, Query, _
from dapur.tables import app_user, role
from dapur_base.operations.save_approval_policy import APPROVERS
from dapur_base.queries.states import STATES, TONES
from dapur_base.tables.approvals import approval_policy, approval_policy_line

p = approval_policy.c
line = approval_policy_line.c
_state = case((p.is_closed, "closed"), else_="open")

APPROVAL_POLICIES = Query(
    "base.approval_policies",
    _("Approval rules"),
    "base.approval.manage",
    statement=lambda: select(p.id),
    company=p.company_id,
    description="Who must approve documents of a kind, by amount.",
    columns=(
        Column("id", _("Number"), "id", p.id, hidden=True),
        Column("name", _("Name of the rule"), "text", p.name, sort=True, phone=1, link="base/approval-rules/{id}"),
        Column("kind", _("Kind of document"), "code", p.kind, sort=True, phone=2),
        Column("unit", _("Unit"), "code", p.unit),
        Column("currency", _("Currency"), "code", p.currency),
        Column("remind_after_days", _("Remind after days"), "integer", p.remind_after_days),
        Column("status", _("Status"), "status", _state, choices=STATES, tones=TONES, phone=1),
        Column("is_closed", _("No longer used"), "flag", p.is_closed, hidden=True),
        Column("version", _("Version"), "integer", p.version, hidden=True),
    ),
    key=("id",),
    default_sort=("kind", "name"),
    filters=(Filter("status", _("Status"), "choice", lambda v: _state == func.any(v), choices=STATES),),
    search=(p.name, p.kind),
)

POLICY_LINES = Query(
    "base.approval_policy_lines",
    _("Approvers"),
    "base.approval.manage",
    statement=lambda: select(line.id).select_from(
        approval_policy_line.outerjoin(app_user, app_user.c.id == line.user_id).outerjoin(
            role, and_(role.c.company_id == line.company_id, role.c.id == line.role_id)
        )
    ),
    company=line.company_id,
    description="The approvers of each rule.",
    columns=(
        Column("id", _("Number"), "id", line.id, hidden=True),
        Column("order", _("Order"), "integer", line.order_no, sort=True, phone=2),
        Column("title", _("Step"), "text", line.title, phone=2),
        Column("approver", _("Approver"), "status", line.approver, choices=APPROVERS, phone=1),
        Column("who", _("Person or role"), "text", func.coalesce(app_user.c.name, role.c.title, literal("")), phone=1),
        Column("need", _("Votes needed"), "integer", line.need),
        Column("above", _("Above"), "money", line.above, phone=2),
        Column("up_to", _("Up to"), "money", line.up_to, phone=2),
        Column("user", _("Person"), "id", line.user_id, hidden=True),
        Column("role", _("Role"), "id", line.role_id, hidden=True),
    ),
    key=("id",),
    default_sort=("order", "id"),
    filters=(Filter("policy", _("Rule"), "reference", lambda v: line.policy_id == v, reference="base.approval_policies"),),
)
