"""The checklist of joining and leaving, and what was done for each person."""

from typing import Any

from sqlalchemy import BigInteger, Boolean, Date, Integer, Select, SmallInteger, Table, Text, and_, case, func, select
from sqlalchemy import Column as C

from dapur.contract import Choice, Column, Filter, Query, _
from dapur.tables import app_user
from dapur_base.names import shown_name
from dapur_base.queries.states import STATES, TONES
from dapur_base.ranges import within
from dapur_base.tables import party, position
from dapur_hr.operations.save_checklist_line import OCCASIONS, WAYS
from dapur_hr.queries.scopes import TEAM
from dapur_hr.tables import employee, employment, metadata

checklist_line = Table(
    "checklist_line",
    metadata,
    C("company_id", BigInteger),
    C("id", BigInteger),
    C("occasion", Text),
    C("what", Text),
    C("way", Text),
    C("subject", Text),
    C("days", SmallInteger),
    C("position_id", BigInteger),
    C("owner_id", BigInteger),
    C("is_closed", Boolean),
    C("version", Integer),
)
person_step = Table(
    "person_step",
    metadata,
    C("company_id", BigInteger),
    C("id", BigInteger),
    C("employment_id", BigInteger),
    C("line_id", BigInteger),
    C("what", Text),
    C("due", Date),
    C("state", Text),
    C("title", Text),
    C("address", Text),
    C("problem", Text),
)
_open = case((checklist_line.c.is_closed, "closed"), else_="open")
GREY = {c.value: "secondary" for c in WAYS}
OCCASION_TONES = {"joining": "green", "leaving": "yellow"}
STEP_STATES = (Choice("waiting", _("Waiting")), Choice("taken", _("Begun")))


def _lines() -> Select[Any]:
    same = checklist_line.c.company_id
    return select(checklist_line.c.id).select_from(
        checklist_line.outerjoin(
            position, and_(position.c.company_id == same, position.c.id == checklist_line.c.position_id)
        ).outerjoin(app_user, app_user.c.id == checklist_line.c.owner_id)
    )


CHECKLIST = Query(
    "hr.checklist",
    _("Checklist of joining and leaving"),
    "hr.checklist.manage",
    statement=_lines,
    company=checklist_line.c.company_id,
    description="What is done for everybody who joins or leaves, how many working days before or after the day.",
    columns=(
        Column("id", _("Number"), "id", checklist_line.c.id, hidden=True),
        Column("what", _("What is done"), "text", checklist_line.c.what, sort=True, phone=1, link="hr/checklist/{id}"),
        Column(
            "occasion",
            _("Occasion"),
            "status",
            checklist_line.c.occasion,
            choices=OCCASIONS,
            tones=OCCASION_TONES,
            phone=2,
            sort=True,
        ),
        Column("way", _("As"), "status", checklist_line.c.way, choices=WAYS, tones=GREY, phone=2),
        Column("subject", _("About"), "text", checklist_line.c.subject),
        Column("days", _("Working days"), "integer", checklist_line.c.days, sort=True, phone=1),
        Column("position_title", _("Only for"), "text", shown_name(position.c.title_id, position.c.title_en)),
        Column("owner_name", _("Who does it"), "text", app_user.c.name),
        Column("status", _("Status"), "status", _open, choices=STATES, tones=TONES),
        Column("position", _("Only for"), "id", checklist_line.c.position_id, hidden=True),
        Column("owner", _("Who does it"), "id", checklist_line.c.owner_id, hidden=True),
        Column("is_closed", _("No longer used"), "flag", checklist_line.c.is_closed, hidden=True),
        Column("version", _("Version"), "integer", checklist_line.c.version, hidden=True),
    ),
    key=("id",),
    default_sort=("occasion", "days", "id"),
    filters=(
        Filter("occasion", _("Occasion"), "choice", lambda v: checklist_line.c.occasion == func.any(v), choices=OCCASIONS),
        Filter("status", _("Status"), "choice", lambda v: _open == func.any(v), choices=STATES),
    ),
    search=(checklist_line.c.what, checklist_line.c.subject),
)


def _steps() -> Select[Any]:
    same = person_step.c.company_id
    return select(person_step.c.id).select_from(
        person_step.join(checklist_line, and_(checklist_line.c.company_id == same, checklist_line.c.id == person_step.c.line_id))
        .join(employment, and_(employment.c.company_id == same, employment.c.id == person_step.c.employment_id))
        .join(employee, and_(employee.c.company_id == same, employee.c.id == employment.c.employee_id))
        .join(party, and_(party.c.company_id == same, party.c.id == employee.c.party_id))
    )


STEPS = Query(
    "hr.person_steps",
    _("Joining and leaving"),
    "hr.employee.read",
    statement=_steps,
    company=person_step.c.company_id,
    description="What the checklist asks for, person by person: when it is due, and what was made for it.",
    columns=(
        Column("id", _("Number"), "id", person_step.c.id, hidden=True),
        Column("what", _("What is done"), "text", person_step.c.what, phone=1),
        Column("name", _("Employee"), "text", party.c.name, sort=True, phone=1, link="hr/people/{employee_id}"),
        Column("occasion", _("Occasion"), "status", checklist_line.c.occasion, choices=OCCASIONS, tones=OCCASION_TONES, phone=2),
        Column("way", _("As"), "status", checklist_line.c.way, choices=WAYS, tones=GREY),
        Column("due", _("Due"), "date", person_step.c.due, sort=True, phone=2),
        Column("title", _("Document"), "text", func.nullif(person_step.c.title, ""), link="{address}", phone=2),
        Column(
            "status",
            _("Status"),
            "status",
            person_step.c.state,
            choices=STEP_STATES,
            tones={"waiting": "yellow", "taken": "green"},
        ),
        Column("problem", _("Why it waits"), "text", person_step.c.problem),
        Column("employee_id", _("Employee"), "id", employment.c.employee_id, hidden=True),
        Column("address", _("Address"), "text", person_step.c.address, hidden=True),
    ),
    key=("id",),
    default_sort=("-due", "-id"),
    filters=(
        Filter("status", _("Status"), "choice", lambda v: person_step.c.state == func.any(v), choices=STEP_STATES),
        Filter("occasion", _("Occasion"), "choice", lambda v: checklist_line.c.occasion == func.any(v), choices=OCCASIONS),
        Filter("employee", _("Employee"), "reference", lambda v: employment.c.employee_id == v, reference="hr.employees"),
        Filter("due", _("Due"), "dates", lambda v: within(person_step.c.due, v)),
    ),
    search=(party.c.name, person_step.c.what, person_step.c.title),
    row_scopes=TEAM,
)
