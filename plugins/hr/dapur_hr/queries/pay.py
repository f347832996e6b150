"""Components of pay, and the amounts that are noted: for who runs the payroll, and for the person."""

from typing import Any

from sqlalchemy import Select, and_, case, func, or_, select

from dapur.contract import Column, Filter, Query, _
from dapur.queries.days import within_days
from dapur_base.known import known_column, known_filter
from dapur_base.names import shown_name
from dapur_base.queries.states import STATES, TONES
from dapur_base.ranges import meets
from dapur_base.tables import party
from dapur_hr.operations.save_pay_component import KINDS
from dapur_hr.queries.scopes import SELF
from dapur_hr.tables import employee, employment, pay_component, pay_fact

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


def _facts() -> Select[Any]:
    same = pay_fact.c.company_id
    return select(pay_fact.c.id).select_from(
        pay_fact.join(employment, and_(employment.c.company_id == same, employment.c.id == pay_fact.c.employment_id))
        .join(employee, and_(employee.c.company_id == same, employee.c.id == employment.c.employee_id))
        .join(party, and_(party.c.company_id == same, party.c.id == employee.c.party_id))
        .join(pay_component, and_(pay_component.c.company_id == same, pay_component.c.id == pay_fact.c.component_id))
    )


def _known_on(ends: tuple[Any, Any]) -> Any:
    """Known at some moment of these days: with one day twice, what was known on that day."""
    first, last = ends
    learnt = within_days(pay_fact.c.known_from, pay_fact.c.company_id, (None, last))
    still = or_(pay_fact.c.known_to.is_(None), within_days(pay_fact.c.known_to, pay_fact.c.company_id, (first, None)))
    return and_(learnt, still)


PAY = Query(
    "hr.pay",
    _("Pay"),
    "hr.pay.read",
    statement=_facts,
    company=pay_fact.c.company_id,
    description="Amounts a month by component, from when to when, with what was known before. Each reading is recorded.",
    columns=(
        Column("id", _("Number"), "id", pay_fact.c.id, hidden=True),
        Column("name", _("Name"), "text", party.c.name, sort=True, phone=1, link="hr/people/{employee_id}"),
        Column("component", _("Component"), "text", shown_name(pay_component.c.name_id, pay_component.c.name_en), phone=2),
        Column("amount", _("Amount"), "money", pay_fact.c.amount, phone=1),
        Column("from_day", _("From"), "date", pay_fact.c.from_day, sort=True, phone=2),
        Column("to_day", _("Through"), "date", pay_fact.c.to_day, phone=2),
        Column("reason", _("Reason"), "text", pay_fact.c.reason),
        known_column(pay_fact.c.known_to),
        Column("known_from", _("Known since"), "time", pay_fact.c.known_from, hidden=True),
        Column("known_to", _("Known until"), "time", pay_fact.c.known_to, hidden=True),
        Column("employee_id", _("Employee"), "id", employment.c.employee_id, hidden=True),
    ),
    key=("id",),
    default_sort=("-from_day", "-id"),
    filters=(
        known_filter(pay_fact.c.known_to),
        Filter("employee", _("Employee"), "reference", lambda v: employment.c.employee_id == v, reference="hr.employees"),
        Filter("component", _("Component"), "reference", lambda v: pay_fact.c.component_id == v, reference="hr.pay_components"),
        Filter("in_force", _("In force"), "dates", lambda v: meets(pay_fact.c.from_day, pay_fact.c.to_day, v)),
        Filter("known_on", _("As known on"), "dates", _known_on),
    ),
    search=(party.c.name, employee.c.number),
    sensitive=True,
    row_scopes=SELF,
)
