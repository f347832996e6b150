"""Components of pay, and the amounts that are noted."""

from sqlalchemy import case, func, select

from dapur.contract import Column, Filter, Query, _
from dapur_base.names import shown_name
from dapur_base.queries.states import STATES, TONES
from dapur_hr.operations.save_pay_component import KINDS
from dapur_hr.tables import pay_component

_state = case((pay_component.c.is_closed, "closed"), else_="open")

PAY_COMPONENTS = Query(
    "hr.pay_components",
    _("Pay components"),
    "hr.read",
    statement=lambda: select(pay_component.c.id),
    company=pay_component.c.company_id,
    description="What amounts of pay stand for; no amounts.",
    columns=(
        Column("id", _("Number"), "id", pay_component.c.id, hidden=True),
        Column(
            "name",
            _("Name"),
            "text",
            shown_name(pay_component.c.name_id, pay_component.c.name_en),
            sort=True,
            phone=1,
            link="hr/components/{id}",
        ),
        Column("code", _("Code"), "code", pay_component.c.code, sort=True, phone=2),
        Column(
            "kind",
            _("Kind"),
            "status",
            pay_component.c.kind,
            choices=KINDS,
            phone=2,
            tones={"earning": "blue", "deduction": "yellow", "employer": "secondary"},
        ),
        Column("position", _("Order on the slip"), "integer", pay_component.c.position, sort=True),
        Column("status", _("Status"), "status", _state, choices=STATES, tones=TONES, phone=1),
        Column("name_id", _("Indonesian name"), "text", pay_component.c.name_id, hidden=True),
        Column("name_en", _("English name"), "text", pay_component.c.name_en, hidden=True),
        Column("is_closed", _("No longer used"), "flag", pay_component.c.is_closed, hidden=True),
        Column("version", _("Version"), "integer", pay_component.c.version, hidden=True),
    ),
    key=("id",),
    default_sort=("position", "code"),
    filters=(
        Filter("status", _("Status"), "choice", lambda v: _state == func.any(v), choices=STATES),
        Filter("kind", _("Kind"), "choice", lambda v: pay_component.c.kind == func.any(v), choices=KINDS),
    ),
    search=(pay_component.c.code, pay_component.c.name_id, pay_component.c.name_en),
)
