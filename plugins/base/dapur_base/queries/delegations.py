"""Deputies: one's own, and those whose deputy one is; with the right to manage, all."""

from sqlalchemy import and_, case, func, or_, select

from dapur.contract import Choice, Column, Filter, Query, _
from dapur.queries.days import today_of
from dapur.tables import app_user
from dapur_base.tables.approvals import delegation

STATES = (Choice("now", _("Now")), Choice("later", _("Later")), Choice("over", _("Over")))
TONES = {"now": "green", "later": "azure", "over": "secondary"}

d = delegation.c
me = func.core.current_actor()
_user = app_user.alias("away")
_deputy = app_user.alias("deputy")
_today = today_of(func.core.current_company())
_state = case((or_(d.ended_at.is_not(None), d.last_day < _today), "over"), (d.first_day > _today, "later"), else_="now")

DELEGATIONS = Query(
    "base.delegations",
    _("Deputies"),
    "base.approval.decide",
    statement=lambda: select(d.id).select_from(
        delegation.join(_user, _user.c.id == d.user_id).join(_deputy, _deputy.c.id == d.deputy_id)
    ),
    company=d.company_id,
    description="Who decides for whom while somebody is away.",
    columns=(
        Column("id", _("Number"), "id", d.id, hidden=True),
        Column("deputy", _("Deputy"), "text", _deputy.c.name, sort=True, phone=1, link="base/deputies/{id}"),
        Column("user", _("Instead of"), "text", _user.c.name, sort=True, phone=1),
        Column("first", _("First day"), "date", d.first_day, sort=True, phone=2),
        Column("last", _("Last day"), "date", d.last_day, sort=True, phone=2),
        Column("kind", _("Kind of document"), "code", d.kind),
        Column("reason", _("Reason"), "text", d.reason, phone=2),
        Column("status", _("Status"), "status", _state, choices=STATES, tones=TONES, phone=1),
        Column("mine", _("One's own"), "flag", and_(d.user_id == me), hidden=True),
    ),
    key=("id",),
    default_sort=("-last",),
    filters=(
        Filter("status", _("Status"), "choice", lambda v: _state == func.any(v), choices=STATES),
        Filter("mine", _("One's own"), "flag", lambda v: (or_(d.user_id == me, d.deputy_id == me)) == v),
    ),
    search=(_user.c.name, _deputy.c.name),
)
