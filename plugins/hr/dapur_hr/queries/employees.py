"""Who works here: the directory that everybody may see."""

from typing import Any

from sqlalchemy import Select, and_, case, func, literal, or_, select, true

from dapur.contract import Column, Filter, Query, _
from dapur_base.names import shown_name
from dapur_base.tables import assignment, organisation_unit, party, position
from dapur_hr.queries.words import PRESENCE, PRESENCE_TONES
from dapur_hr.tables import employee, employment

TODAY = func.hr.today(employee.c.company_id)
manager = employee.alias("manager")
manager_party = party.alias("manager_party")

# The employment that counts today: the latest one, which may lie ahead.
latest = (
    select(employment.c.id, employment.c.first_day, employment.c.last_day)
    .where(employment.c.company_id == employee.c.company_id, employment.c.employee_id == employee.c.id)
    .order_by(employment.c.first_day.desc())
    .limit(1)
    .lateral("latest")
)
# Where somebody belongs: today, else from the day on that lies ahead, else where they were last.
place = (
    select(assignment.c.unit_id, assignment.c.position_id, assignment.c.manager_id)
    .where(
        assignment.c.company_id == employee.c.company_id,
        assignment.c.party_id == employee.c.party_id,
        assignment.c.kind == "primary",
        assignment.c.known_to.is_(None),
    )
    .order_by(
        case(
            (and_(assignment.c.from_day <= TODAY, or_(assignment.c.to_day.is_(None), assignment.c.to_day >= TODAY)), 0), else_=1
        ),
        assignment.c.from_day.desc(),
    )
    .limit(1)
    .lateral("place")
)
presence = case(
    (latest.c.first_day > TODAY, "coming"),
    (latest.c.last_day < TODAY, "left"),
    (latest.c.last_day.is_not(None), "leaving"),
    else_="employed",
)
title = shown_name(position.c.title_id, position.c.title_en)


def _employees() -> Select[Any]:
    same = employee.c.company_id
    return select(employee.c.id).select_from(
        employee.join(party, and_(party.c.company_id == same, party.c.id == employee.c.party_id))
        .outerjoin(latest, true())
        .outerjoin(place, true())
        .outerjoin(organisation_unit, and_(organisation_unit.c.company_id == same, organisation_unit.c.id == place.c.unit_id))
        .outerjoin(position, and_(position.c.company_id == same, position.c.id == place.c.position_id))
        .outerjoin(manager, and_(manager.c.company_id == same, manager.c.party_id == place.c.manager_id))
        .outerjoin(manager_party, and_(manager_party.c.company_id == same, manager_party.c.id == place.c.manager_id))
    )


EMPLOYEES = Query(
    "hr.employees",
    _("Employees"),
    "hr.read",
    statement=_employees,
    company=employee.c.company_id,
    description="Who works here, where and under whom. No personal data and no pay.",
    columns=(
        Column("id", _("Number"), "id", employee.c.id, hidden=True),
        Column("name", _("Name"), "text", party.c.name, sort=True, phone=1, link="hr/people/{id}"),
        Column("code", _("Employee number"), "code", employee.c.number, sort=True),
        Column("position", _("Position"), "text", func.coalesce(title, literal("")), phone=2),
        Column("unit", _("Unit"), "text", func.coalesce(organisation_unit.c.name, literal("")), phone=2),
        Column("manager", _("Manager"), "text", manager_party.c.name, link="hr/people/{manager_id}"),
        Column("status", _("Status"), "status", presence, choices=PRESENCE, tones=PRESENCE_TONES, phone=1),
        Column("email", _("E-mail"), "text", party.c.email, hidden=True),
        Column("phone", _("Phone"), "text", party.c.phone, hidden=True),
        Column("party", _("Party"), "id", employee.c.party_id, hidden=True),
        Column("manager_id", _("Manager"), "id", manager.c.id, hidden=True),
    ),
    key=("id",),
    default_sort=("name",),
    filters=(
        Filter("status", _("Status"), "choice", lambda v: presence == func.any(v), choices=PRESENCE),
        Filter("unit", _("Unit"), "reference", lambda v: place.c.unit_id == v, reference="hr.units"),
        Filter("manager", _("Manager"), "reference", lambda v: manager.c.id == v, reference="hr.employees"),
    ),
    search=(party.c.name, employee.c.number),
)

UNITS = Query(
    "hr.units",
    _("Units of the organisation"),
    "hr.read",
    statement=lambda: select(organisation_unit.c.id).where(~organisation_unit.c.is_closed),
    company=organisation_unit.c.company_id,
    description="Units, to choose from.",
    columns=(
        Column("id", _("Number"), "id", organisation_unit.c.id, hidden=True),
        Column("name", _("Unit"), "text", organisation_unit.c.name, sort=True, phone=1),
        Column("code", _("Code"), "code", organisation_unit.c.code, sort=True, phone=2),
    ),
    key=("id",),
    default_sort=("name",),
    search=(organisation_unit.c.code, organisation_unit.c.name),
)
POSITIONS = Query(
    "hr.positions",
    _("Positions"),
    "hr.read",
    statement=lambda: select(position.c.id).where(~position.c.is_closed),
    company=position.c.company_id,
    description="Positions, to choose from.",
    columns=(
        Column("id", _("Number"), "id", position.c.id, hidden=True),
        Column("name", _("Position"), "text", title, sort=True, phone=1),
        Column("code", _("Code"), "code", position.c.code, sort=True, phone=2),
    ),
    key=("id",),
    default_sort=("name",),
    search=(position.c.code, position.c.title_id, position.c.title_en),
)
