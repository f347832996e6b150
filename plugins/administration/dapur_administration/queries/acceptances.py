"""Risks that were taken upon the company for a time."""

from sqlalchemy import select

from dapur.contract import Column, Filter, Query, _
from dapur.tables import app_user
from dapur_administration.tables.controls import risk_acceptance

a = risk_acceptance.c
ACCEPTANCES = Query(
    "administration.risk_acceptances",
    _("Acceptances"),
    "administration.risk.read",
    statement=lambda: select(a.id).select_from(risk_acceptance.join(app_user, app_user.c.id == a.accepted_by)),
    company=a.company_id,
    description="Who accepted which risk at which score until when; never rewritten.",
    columns=(
        Column("id", _("Number"), "id", a.id, hidden=True),
        Column("from_day", _("From"), "date", a.from_day, sort=True, phone=1),
        Column("valid_through", _("Accepted through"), "date", a.valid_through, phone=1),
        Column("score", _("Score"), "integer", a.score, phone=2),
        Column("by", _("By"), "text", app_user.c.name, phone=2),
        Column("reason", _("Why it is accepted"), "text", a.reason),
        Column("risk_id", _("Risk"), "id", a.risk_id, hidden=True),
    ),
    key=("id",),
    default_sort=("-from_day", "-id"),
    filters=(Filter("risk", _("Risk"), "reference", lambda v: a.risk_id == v, reference="administration.risks"),),
)
