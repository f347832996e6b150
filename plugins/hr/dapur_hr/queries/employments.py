"""Employments and contracts: for HR, for the manager about the own team, for the person."""

from typing import Any

from sqlalchemy import Select, and_, case, func, or_, select

from dapur.contract import Choice, Column, Filter, Query, _
from dapur_base.ranges import meets, within
from dapur_base.tables import party
from dapur_hr.queries.scopes import TEAM
from dapur_hr.queries.words import CONTRACTS, END_REASONS, PRESENCE, PRESENCE_TONES
from dapur_hr.tables import contract, employee, employment

TODAY = func.hr.today(employment.c.company_id)
_state = case(
    (employment.c.first_day > TODAY, "coming"),
    (employment.c.last_day < TODAY, "left"),
    (employment.c.last_day.is_not(None), "leaving"),
    else_="employed",
)


def _named() -> Any:
    same = employment.c.company_id
    return employment.join(employee, and_(employee.c.company_id == same, employee.c.id == employment.c.employee_id)).join(
        party, and_(party.c.company_id == same, party.c.id == employee.c.party_id)
    )


def _contracts() -> Select[Any]:
    beside = and_(contract.c.company_id == employment.c.company_id, contract.c.employment_id == employment.c.id)
    return select(contract.c.id).select_from(_named().join(contract, beside))


EMPLOYMENTS = Query(
    "hr.employments",
    _("Employments"),
    "hr.employee.read",
    statement=lambda: select(employment.c.id).select_from(_named()),
    company=employment.c.company_id,
    description="From when to when people work here, and why they left.",
    columns=(
        Column("id", _("Number"), "id", employment.c.id, hidden=True),
        Column("name", _("Name"), "text", party.c.name, sort=True, phone=1, link="hr/people/{employee_id}"),
        Column("code", _("Employee number"), "code", employee.c.number, sort=True),
        Column("first_day", _("First day"), "date", employment.c.first_day, sort=True, phone=2),
        Column("last_day", _("Last day"), "date", employment.c.last_day, sort=False, phone=2),
        Column(
            "reason",
            _("Reason"),
            "status",
            employment.c.end_reason,
            choices=END_REASONS,
            tones={c.value: "secondary" for c in END_REASONS},
        ),
        Column("status", _("Status"), "status", _state, choices=PRESENCE, tones=PRESENCE_TONES, phone=1),
        Column("employee_id", _("Employee"), "id", employment.c.employee_id, hidden=True),
    ),
    key=("id",),
    default_sort=("-first_day", "-id"),
    filters=(
        Filter("status", _("Status"), "choice", lambda v: _state == func.any(v), choices=PRESENCE),
        Filter("employee", _("Employee"), "reference", lambda v: employment.c.employee_id == v, reference="hr.employees"),
        Filter("employed", _("Employed"), "dates", lambda v: meets(employment.c.first_day, employment.c.last_day, v)),
        Filter("first_day", _("First day"), "dates", lambda v: within(employment.c.first_day, v)),
        Filter("last_day", _("Last day"), "dates", lambda v: within(employment.c.last_day, v)),
    ),
    search=(party.c.name, employee.c.number),
    row_scopes=TEAM,
)

IN_FORCE = (Choice("now", _("In force")), Choice("later", _("Begins later")), Choice("over", _("Over")))
_running = case(
    (contract.c.first_day > TODAY, "later"),
    (or_(contract.c.last_day < TODAY, employment.c.last_day < TODAY), "over"),
    else_="now",
)

CONTRACTS_QUERY = Query(
    "hr.contracts",
    _("Contracts"),
    "hr.employee.read",
    statement=_contracts,
    company=contract.c.company_id,
    description="Contracts of employment with their terms.",
    columns=(
        Column("id", _("Number"), "id", contract.c.id, hidden=True),
        Column("name", _("Name"), "text", party.c.name, sort=True, phone=1, link="hr/people/{employee_id}"),
        Column(
            "kind",
            _("Contract"),
            "status",
            contract.c.kind,
            choices=CONTRACTS,
            phone=2,
            tones={"permanent": "blue", "fixed_term": "azure"},
        ),
        Column("number", _("Contract number"), "code", contract.c.number, sort=True),
        Column("first_day", _("From"), "date", contract.c.first_day, sort=True, phone=2),
        Column("last_day", _("Contract until"), "date", contract.c.last_day, phone=2),
        Column("probation_until", _("Probation until"), "date", contract.c.probation_until),
        Column(
            "status",
            _("Status"),
            "status",
            _running,
            choices=IN_FORCE,
            phone=1,
            tones={"now": "green", "later": "azure", "over": "secondary"},
        ),
        Column("employee_id", _("Employee"), "id", employment.c.employee_id, hidden=True),
    ),
    key=("id",),
    default_sort=("-first_day", "-id"),
    filters=(
        Filter("status", _("Status"), "choice", lambda v: _running == func.any(v), choices=IN_FORCE),
        Filter("kind", _("Contract"), "choice", lambda v: contract.c.kind == func.any(v), choices=CONTRACTS),
        Filter("employee", _("Employee"), "reference", lambda v: employment.c.employee_id == v, reference="hr.employees"),
        Filter("ends", _("Contract until"), "dates", lambda v: within(contract.c.last_day, v)),
    ),
    search=(party.c.name, employee.c.number, contract.c.number),
    row_scopes=TEAM,
)
