"""Who works here: the directory that everybody may see."""

from sqlalchemy import and_, case, func, select
from sqlalchemy.sql.selectable import FromClause

from dapur.contract import Column, Filter, Query, _
from dapur_base.tables import party
from dapur_hr.queries.words import PRESENCE, PRESENCE_TONES
from dapur_hr.tables import employee, employment

TODAY = func.hr.today(employee.c.company_id)

# The employment that counts today: the one that holds, else the next one, else the last one.
latest = (
    select(employment.c.id, employment.c.first_day, employment.c.last_day)
    .where(employment.c.company_id == employee.c.company_id, employment.c.employee_id == employee.c.id)
    .order_by(employment.c.first_day.desc())
    .limit(1)
    .lateral("latest")
)
presence = case(
    (latest.c.first_day > TODAY, "coming"),
    (latest.c.last_day < TODAY, "left"),
    (latest.c.last_day.is_not(None), "leaving"),
    else_="employed",
)


def people_at_work() -> FromClause:
    """Employees with their names and their latest employment."""
    named = employee.join(party, and_(party.c.company_id == employee.c.company_id, party.c.id == employee.c.party_id))
    return named.outerjoin(latest, func.true())


EMPLOYEES = Query(
    "hr.employees",
    _("Employees"),
    "hr.read",
    statement=lambda: select(employee.c.id).select_from(people_at_work()),
    company=employee.c.company_id,
    description="Who works here: name, number, presence. No personal data and no pay.",
    columns=(
        Column("id", _("Number"), "id", employee.c.id, hidden=True),
        Column("name", _("Name"), "text", party.c.name, sort=True, phone=1, link="hr/people/{id}"),
        Column("code", _("Employee number"), "code", employee.c.number, sort=True, phone=2),
        Column("email", _("E-mail"), "text", party.c.email),
        Column("phone", _("Phone"), "text", party.c.phone),
        Column("status", _("Status"), "status", presence, choices=PRESENCE, tones=PRESENCE_TONES, phone=1),
        Column("party", _("Party"), "id", employee.c.party_id, hidden=True),
    ),
    key=("id",),
    default_sort=("name",),
    filters=(Filter("status", _("Status"), "choice", lambda v: presence == func.any(v), choices=PRESENCE),),
    search=(party.c.name, employee.c.number),
)
