"""Somebody begins to work here, for the first time or again."""

from datetime import date
from typing import Annotated, Any

from pydantic import StringConstraints

from dapur.contract import Form, Refused, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur.services.workforce import EmploymentStarted
from dapur_base.operations.assign_person import CONFLICTS
from dapur_base.operations.save_party import SaveParty, save_party
from dapur_hr.operations.change_assignment import assign
from dapur_hr.operations.contract_terms import Agreed, write_contract
from dapur_hr.operations.employments import known_employee, last_employment
from dapur_hr.operations.pay_lines import PayLine, note_pay
from dapur_hr.operations.searching import index_employee
from dapur_hr.operations.wage_law import need_lawful

OVERLAP = ("first_day", "HR_EMPLOYED_ALREADY", _("There is an employment on these days already. Choose days beside it."))
PAY = Annotated[list[PayLine], Shown(_("Pay a month"), kind="lines")]
PAY_REASON = Annotated[
    str, StringConstraints(max_length=200), Shown(_("Reason of the pay"), hint=_("Where it is below what the law asks for"))
]


class Newcomer(Form):
    """Who begins, when and where. Either a known party or a name."""

    party: Annotated[int | None, Shown(_("Known person"), reference="base.persons", hint=_("Leave empty for a new one"))] = None
    name: Annotated[str, StringConstraints(max_length=200), Shown(_("Name"))] = ""
    number: Annotated[
        str, StringConstraints(max_length=40), Shown(_("Employee number"), kind="code", hint=_("Empty: the next number"))
    ] = ""
    email: Annotated[str, StringConstraints(max_length=254), Shown(_("E-mail"), kind="email")] = ""
    phone: Annotated[str, StringConstraints(max_length=100), Shown(_("Phone"))] = ""
    user: Annotated[
        int | None, Shown(_("Signs in as"), reference="core.people", hint=_("Only for somebody who works with Dapur"))
    ] = None
    first_day: Annotated[date, Shown(_("First day"))]
    position: Annotated[int | None, Shown(_("Position"), reference="hr.positions")] = None
    unit: Annotated[int | None, Shown(_("Unit"), reference="hr.units", hint=_("Empty: the position's"))] = None
    manager: Annotated[int | None, Shown(_("Manager"), reference="hr.employees")] = None


class HireEmployee(Agreed, Newcomer):
    """Who begins, when, where, under which contract, for which pay."""

    pay: PAY = []
    pay_reason: PAY_REASON = ""


class EmployeeHired(Result):
    """The employee and the employment."""

    id: int
    employment: int
    number: str


@operation(
    "hr.hire_employee",
    title=_("Hire"),
    permission="hr.employee.manage",
    sensitive=True,
    audit_verb=_("hired the employee"),
    conflicts={
        "employee_number_key": ("number", "HR_NUMBER_TAKEN", _("Another employee has this number. Choose another.")),
        "employee_party_key": ("party", "HR_EMPLOYEE_KNOWN", _("This person has worked here before. Hire them again instead.")),
        **CONFLICTS,
        "party_user_key": ("user", "HR_USER_TAKEN", _("Another person signs in as this user. Choose another user.")),
        "party_user_fkey": ("user", "HR_USER_UNKNOWN", _("This user is no member of the company. Invite them first.")),
        "party_code_key": ("number", "HR_NUMBER_TAKEN", _("Another party has this code. Choose another number.")),
    },
)
async def hire_employee(work: Work, form: HireEmployee) -> EmployeeHired:
    """Make an employee of a person, with employment, contract and pay from the first day on."""
    party, name = await _party(work, form)
    number = form.number or await _next_number(work)
    employee = await work.value(
        "insert into hr.employee (company_id, party_id, number, nationality) values (%s, %s, %s, %s) returning id",
        work.scope.company,
        party,
        number,
        work.company.country,
    )
    await index_employee(work, employee, number, name)
    employment = await _begin(work, employee, party, form)
    if form.position is not None or form.unit is not None:
        await assign(work, party, form.first_day, form.position, form.unit, form.manager)
    elif form.manager is not None:
        raise Refused("HR_PLACE_MISSING", _("Choose the position or the unit as well."), field="position")
    return EmployeeHired(id=employee, employment=employment, number=number)


class RehireEmployee(Agreed):
    """Who comes back, when, under which contract, for which pay."""

    employee: Annotated[int, Shown(_("Employee"), reference="hr.employees")]
    first_day: Annotated[date, Shown(_("First day"))]
    pay: PAY = []
    pay_reason: PAY_REASON = ""


@operation(
    "hr.rehire_employee",
    title=_("Hire again"),
    permission="hr.employee.manage",
    sensitive=True,
    audit_verb=_("hired the employee again"),
    conflicts={"employment_overlap": OVERLAP},
)
async def rehire_employee(work: Work, form: RehireEmployee) -> EmployeeHired:
    """Begin a new employment of somebody who left. Number, personal data and history go on."""
    known = await known_employee(work, form.employee)
    before = await last_employment(work, form.employee)
    if before["last_day"] is None or before["last_day"] >= form.first_day:
        raise Refused("HR_EMPLOYED_ALREADY", OVERLAP[2], field="first_day")
    employment = await _begin(work, form.employee, known["party_id"], form)
    return EmployeeHired(id=form.employee, employment=employment, number=known["number"])


async def _party(work: Work, form: HireEmployee) -> tuple[int, str]:
    if form.party is not None:
        row = await work.row(
            "update base.party set is_employee = true, kind = 'person', version = version + 1 where company_id = %s and id = %s returning id, name",
            work.scope.company,
            form.party,
        )
        if row is None:
            raise Refused("HR_PERSON_UNKNOWN", _("There is no such person here. Choose from the list."), field="party")
        return row["id"], row["name"]
    if not form.name:
        raise Refused("HR_PERSON_MISSING", _("Write the name, or choose a known person."), field="name")
    made = await save_party.run(
        work, SaveParty(name=form.name, is_employee=True, email=form.email, phone=form.phone, user=form.user)
    )
    return made.id, made.name


async def _next_number(work: Work) -> str:
    await work.run("select pg_advisory_xact_lock(hashtextextended('hr.employee.number', %s))", work.scope.company)
    highest = await work.value(
        "select coalesce(max(number::bigint), 0) from hr.employee where company_id = %s and number ~ '^[0-9]{1,9}$'",
        work.scope.company,
    )
    return f"{highest + 1:04}"


async def _begin(work: Work, employee: int, party: int, form: HireEmployee | RehireEmployee) -> int:
    row: Any = await work.value(
        "insert into hr.employment (company_id, employee_id, first_day) values (%s, %s, %s) returning id",
        work.scope.company,
        employee,
        form.first_day,
    )
    employment = int(row)
    await write_contract(work, employment, form, form.first_day)
    if form.pay:
        await note_pay(work, employment, form.pay, form.first_day, None, form.pay_reason)
        await need_lawful(work, employment, form.first_day, form.pay_reason, "pay_reason")
    work.emit(EmploymentStarted(employee, employment, party, form.first_day))
    return employment
