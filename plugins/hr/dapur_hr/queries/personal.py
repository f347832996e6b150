"""Personal data of employees, and their households as tax asks for them."""

from typing import Any

from sqlalchemy import Select, and_, select

from dapur.contract import Column, Filter, Query, _
from dapur_base.known import known_column, known_filter
from dapur_base.tables import party
from dapur_hr.operations.save_personal import RELIGIONS, SEXES
from dapur_hr.queries.scopes import SELF
from dapur_hr.tables import employee, household_fact


def _named(table: Any) -> Any:
    named = employee.join(party, and_(party.c.company_id == employee.c.company_id, party.c.id == employee.c.party_id))
    if table is employee:
        return named
    return named.join(table, and_(table.c.company_id == employee.c.company_id, table.c.employee_id == employee.c.id))


PERSONAL = Query(
    "hr.personal",
    _("Personal data"),
    "hr.personal.read",
    statement=lambda: select(employee.c.id).select_from(_named(employee)),
    company=employee.c.company_id,
    description="Birth, sex, religion, nationality, address. Each reading is recorded.",
    columns=(
        Column("id", _("Number"), "id", employee.c.id, hidden=True),
        Column("name", _("Name"), "text", party.c.name, sort=True, phone=1, link="hr/people/{id}"),
        Column("birth_date", _("Born on"), "date", employee.c.birth_date, phone=2),
        Column("birth_place", _("Born in"), "text", employee.c.birth_place),
        Column("sex", _("Sex"), "status", employee.c.sex, choices=SEXES, tones={"F": "secondary", "M": "secondary"}),
        Column(
            "religion",
            _("Religion"),
            "status",
            employee.c.religion,
            choices=RELIGIONS,
            tones={c.value: "secondary" for c in RELIGIONS},
        ),
        Column("nationality", _("Nationality"), "code", employee.c.nationality),
        Column("address", _("Address"), "text", party.c.address),
        Column("version", _("Version"), "integer", employee.c.version, hidden=True),
    ),
    key=("id",),
    default_sort=("name",),
    filters=(Filter("employee", _("Employee"), "reference", lambda v: employee.c.id == v, reference="hr.employees"),),
    search=(party.c.name, employee.c.number),
    sensitive=True,
    row_scopes=SELF,
)


def _households() -> Select[Any]:
    return select(household_fact.c.id).select_from(_named(household_fact))


HOUSEHOLDS = Query(
    "hr.households",
    _("Households"),
    "hr.personal.read",
    statement=_households,
    company=household_fact.c.company_id,
    description="Marriage and dependants from when to when, as tax asks for them. Each reading is recorded.",
    columns=(
        Column("id", _("Number"), "id", household_fact.c.id, hidden=True),
        Column("name", _("Name"), "text", party.c.name, sort=True, phone=1, link="hr/people/{employee_id}"),
        Column("is_married", _("Married"), "flag", household_fact.c.is_married, phone=2),
        Column("dependants", _("Dependants"), "integer", household_fact.c.dependants, phone=2),
        Column("spouse_has_no_income", _("Spouse without income"), "flag", household_fact.c.spouse_has_no_income),
        Column("from_day", _("From"), "date", household_fact.c.from_day, sort=True, phone=1),
        Column("to_day", _("Through"), "date", household_fact.c.to_day),
        known_column(household_fact.c.known_to),
        Column("employee_id", _("Employee"), "id", household_fact.c.employee_id, hidden=True),
    ),
    key=("id",),
    default_sort=("-from_day", "-id"),
    filters=(
        known_filter(household_fact.c.known_to),
        Filter("employee", _("Employee"), "reference", lambda v: household_fact.c.employee_id == v, reference="hr.employees"),
    ),
    search=(party.c.name, employee.c.number),
    sensitive=True,
    row_scopes=SELF,
)
