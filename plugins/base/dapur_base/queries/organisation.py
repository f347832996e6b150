"""Units, positions, persons and assignments, read."""

from dataclasses import replace
from typing import Any

from sqlalchemy import Select, and_, case, func, literal, select

from dapur.contract import Column, Filter, Query, _
from dapur_base.known import known_column, known_filter
from dapur_base.names import shown_name
from dapur_base.operations.assign_person import KINDS
from dapur_base.queries.states import STATES, TONES
from dapur_base.ranges import meets
from dapur_base.tables import assignment, organisation_unit, party, position
from dapur_base.tables.calendars import calendar

unit = organisation_unit
parent = unit.alias("parent")
manager = party.alias("manager")
EM_SPACE = "\u2003"

_unit_state = case((unit.c.is_closed, "closed"), else_="open")
_depth = func.length(unit.c.path) - func.length(func.replace(unit.c.path, "/", "")) - 1

UNITS = Query(
    "base.organisation_units",
    _("Units of the organisation"),
    "base.read",
    statement=lambda: select(unit.c.id).select_from(
        unit.outerjoin(parent, and_(parent.c.company_id == unit.c.company_id, parent.c.id == unit.c.parent_id)).outerjoin(
            calendar, and_(calendar.c.company_id == unit.c.company_id, calendar.c.id == unit.c.calendar_id)
        )
    ),
    company=unit.c.company_id,
    description="Branches, departments and teams, from the top down.",
    columns=(
        Column("id", _("Number"), "id", unit.c.id, hidden=True),
        Column(
            "tree",
            _("Unit"),
            "text",
            func.repeat(literal(EM_SPACE), _depth) + unit.c.name,
            phone=1,
            link="base/organisation/{id}",
        ),
        Column("code", _("Code"), "code", unit.c.code, sort=True, phone=2, link="base/organisation/{id}"),
        Column("name", _("Name"), "text", unit.c.name, sort=True, hidden=True),
        Column("parent", _("Lies below"), "text", func.coalesce(parent.c.name, literal(""))),
        Column("cost_centre", _("Cost centre"), "code", unit.c.cost_centre, sort=True),
        Column("calendar_name", _("Working calendar"), "text", calendar.c.name, link="base/calendars/{calendar}"),
        Column("status", _("Status"), "status", _unit_state, choices=STATES, tones=TONES, phone=1),
        Column("path", _("Place in the organisation"), "text", unit.c.path, sort=True, hidden=True),
        Column("parent_id", _("Lies below"), "id", unit.c.parent_id, hidden=True),
        Column("calendar", _("Working calendar"), "id", unit.c.calendar_id, hidden=True),
        Column("is_closed", _("No longer used"), "flag", unit.c.is_closed, hidden=True),
        Column("version", _("Version"), "integer", unit.c.version, hidden=True),
    ),
    key=("id",),
    default_sort=("path",),
    filters=(
        Filter("status", _("Status"), "choice", lambda v: _unit_state == func.any(v), choices=STATES),
        Filter("parent", _("Lies below"), "reference", lambda v: unit.c.parent_id == v, reference="base.organisation_units"),
    ),
    search=(unit.c.code, unit.c.name),
)

_title = shown_name(position.c.title_id, position.c.title_en)
_position_state = case((position.c.is_closed, "closed"), else_="open")

POSITIONS = Query(
    "base.positions",
    _("Positions"),
    "base.read",
    statement=lambda: select(position.c.id).select_from(
        position.join(unit, and_(unit.c.company_id == position.c.company_id, unit.c.id == position.c.unit_id))
    ),
    company=position.c.company_id,
    description="Positions and the unit that each belongs to.",
    columns=(
        Column("id", _("Number"), "id", position.c.id, hidden=True),
        Column("name", _("Position"), "text", _title, sort=True, phone=1, link="base/positions/{id}"),
        Column("code", _("Code"), "code", position.c.code, sort=True, phone=2, link="base/positions/{id}"),
        Column("unit", _("Unit"), "text", unit.c.name, sort=True, phone=2),
        Column("level", _("Level"), "integer", position.c.level, sort=False),
        Column("status", _("Status"), "status", _position_state, choices=STATES, tones=TONES, phone=1),
        Column("title_id", _("Indonesian title"), "text", position.c.title_id, hidden=True),
        Column("title_en", _("English title"), "text", position.c.title_en, hidden=True),
        Column("unit_id", _("Unit"), "id", position.c.unit_id, hidden=True),
        Column("is_closed", _("No longer used"), "flag", position.c.is_closed, hidden=True),
        Column("version", _("Version"), "integer", position.c.version, hidden=True),
    ),
    key=("id",),
    default_sort=("code",),
    filters=(
        Filter("status", _("Status"), "choice", lambda v: _position_state == func.any(v), choices=STATES),
        Filter("unit", _("Unit"), "reference", lambda v: position.c.unit_id == v, reference="base.organisation_units"),
    ),
    search=(position.c.code, position.c.title_id, position.c.title_en),
)

PERSONS = Query(
    "base.persons",
    _("Persons"),
    "base.read",
    statement=lambda: select(party.c.id).where(party.c.kind == "person", ~party.c.is_closed),
    company=party.c.company_id,
    description="Parties that are persons, to choose from.",
    columns=(
        Column("id", _("Number"), "id", party.c.id, hidden=True),
        Column("name", _("Name"), "text", party.c.name, sort=True, phone=1, link="base/parties/{id}"),
        Column("code", _("Code"), "code", func.coalesce(party.c.code, literal("")), sort=True, phone=2),
    ),
    key=("id",),
    default_sort=("name",),
    search=(party.c.name, party.c.code),
)


def _assignments() -> Select[Any]:
    same = assignment.c.company_id
    return select(assignment.c.id).select_from(
        assignment.join(party, and_(party.c.company_id == same, party.c.id == assignment.c.party_id))
        .join(unit, and_(unit.c.company_id == same, unit.c.id == assignment.c.unit_id))
        .outerjoin(position, and_(position.c.company_id == same, position.c.id == assignment.c.position_id))
        .outerjoin(manager, and_(manager.c.company_id == same, manager.c.id == assignment.c.manager_id))
    )


ASSIGNMENTS = Query(
    "base.assignments",
    _("Assignments"),
    "base.read",
    statement=_assignments,
    company=assignment.c.company_id,
    description="Who belongs where from when to when, with what was known before and is corrected.",
    columns=(
        Column("id", _("Number"), "id", assignment.c.id, hidden=True),
        Column("name", _("Person"), "text", party.c.name, sort=True, phone=1, link="base/assignments/{id}"),
        Column("position", _("Position"), "text", func.coalesce(_title, literal("")), phone=2),
        Column("unit", _("Unit"), "text", unit.c.name, sort=True, phone=2),
        Column("manager", _("Manager"), "text", func.coalesce(manager.c.name, literal(""))),
        Column("from_day", _("From"), "date", assignment.c.from_day, sort=True, phone=2),
        Column("to_day", _("Last day"), "date", assignment.c.to_day, phone=2),
        Column(
            "kind", _("Kind"), "status", assignment.c.kind, choices=KINDS, tones={"primary": "blue", "additional": "secondary"}
        ),
        known_column(assignment.c.known_to, phone=1),
        Column("reason", _("Reason"), "text", assignment.c.reason),
        Column("known_from", _("Known since"), "time", assignment.c.known_from, hidden=True),
        Column("known_to", _("Known until"), "time", assignment.c.known_to, hidden=True),
        Column("party_id", _("Person"), "id", assignment.c.party_id, hidden=True),
        Column("unit_id", _("Unit"), "id", assignment.c.unit_id, hidden=True),
        Column("position_id", _("Position"), "id", assignment.c.position_id, hidden=True),
        Column("manager_id", _("Manager"), "id", assignment.c.manager_id, hidden=True),
    ),
    key=("id",),
    default_sort=("-from_day", "-id"),
    filters=(
        known_filter(assignment.c.known_to),
        Filter("in_force", _("In force"), "dates", lambda v: meets(assignment.c.from_day, assignment.c.to_day, v)),
        Filter("kind", _("Kind"), "choice", lambda v: assignment.c.kind == func.any(v), choices=KINDS),
        Filter("party", _("Person"), "reference", lambda v: assignment.c.party_id == v, reference="base.persons"),
        Filter("unit", _("Unit"), "reference", lambda v: assignment.c.unit_id == v, reference="base.organisation_units"),
        Filter("position", _("Position"), "reference", lambda v: assignment.c.position_id == v, reference="base.positions"),
        Filter("manager", _("Manager"), "reference", lambda v: assignment.c.manager_id == v, reference="base.persons"),
    ),
    search=(party.c.name, party.c.code, unit.c.name),
)

STANDING = replace(
    ASSIGNMENTS,
    name="base.standing_assignments",
    title=_("Assignments known now"),
    statement=lambda: _assignments().where(assignment.c.known_to.is_(None)),
    description="Who belongs where from when to when, as it is known now.",
    columns=tuple(c for c in ASSIGNMENTS.columns if c.name not in ("status", "reason")),
    filters=tuple(f for f in ASSIGNMENTS.filters if f.name != "known"),
)

QUERIES = (UNITS, POSITIONS, PERSONS, ASSIGNMENTS, STANDING)
