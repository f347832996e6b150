"""Pay and personal data are seen by those who need them, by nobody else, at no door; and each view is on record."""

import json
import re
from typing import Any

import pytest

from dapur.contract import DapurError, Forbidden, ListPage
from dapur.graphql.naming import camel, field_of
from dapur.queries.plan import Wish
from dapur.testing.companies import Actor, new_member
from dapur.testing.visits import addresses_of, visiting
from tests.core.graphql.asking import ask
from tests.plugins.hr.payroll import Payroll
from tests.plugins.hr.staff import Staff

SECRET = "987654321"


class Office:
    """A boss with a worker and a colleague beside them; all sign in with the roles that the plugin suggests."""

    def __init__(self, staff: Staff, people: dict[str, Actor], employees: dict[str, int]) -> None:
        self.staff, self.people, self.employees = staff, people, employees


ROLES = {
    "boss": ("manager", "employee"), "worker": ("employee",), "colleague": ("employee",), "payroll": ("payroll_officer",),
    "hr": ("hr_officer",), "auditor": ("auditor",), "clerk": ("clerk",),
}  # fmt: skip


async def office_of(staff: Staff) -> Office:
    """People by their part."""
    places = await staff.places()
    people = {name: await new_member(staff.actor, *roles, name=f"Orang {name}") for name, roles in ROLES.items()}
    employees: dict[str, int] = {}
    for name, manager in (("boss", None), ("worker", "boss"), ("colleague", "boss")):
        basic = SECRET if name == "worker" else "12000000"
        hired = await staff.hire(f"Orang {name}", "2024-01-08", basic=basic, position=places["clerk"], user=people[name].scope.user,
                                 manager=employees.get(manager or ""))  # fmt: skip
        employees[name] = hired.id
    return Office(staff, people, employees)


async def rows_of(actor: Actor, query: str, employee: int) -> list[dict[str, Any]]:
    """What somebody sees about an employee; nothing where they may not look."""
    try:
        return (await actor.page(query, Wish(filters={"employee": employee}))).dicts()
    except Forbidden:
        return []


async def test_who_sees_whose_pay(staff: Staff) -> None:
    office = await office_of(staff)
    seen = {
        (who, whose)
        for who, actor in office.people.items()
        for whose, employee in office.employees.items()
        if await rows_of(actor, "hr.pay", employee)
    }

    own = {(name, name) for name in office.employees}
    everybody = {(who, whose) for who in ("payroll", "auditor") for whose in office.employees}
    assert seen == own | everybody


async def test_a_manager_sees_the_team_and_nobody_else(staff: Staff) -> None:
    office = await office_of(staff)

    jobs = {
        who: {whose for whose, employee in office.employees.items() if await rows_of(actor, "hr.employments", employee)}
        for who, actor in office.people.items()
    }

    everybody = set(office.employees)
    assert jobs == {
        "boss": everybody, "worker": {"worker"}, "colleague": {"colleague"}, "payroll": everybody, "hr": everybody,
        "auditor": everybody, "clerk": set(),
    }  # fmt: skip


async def test_each_view_of_pay_is_on_record(staff: Staff) -> None:
    office = await office_of(staff)
    await rows_of(office.people["payroll"], "hr.pay", office.employees["worker"])
    await rows_of(office.people["worker"], "hr.pay", office.employees["worker"])
    await rows_of(office.people["boss"], "hr.pay", office.employees["worker"])

    seen = await staff.sql(
        "select actor_id from core.audit_log where company_id = %s and action = 'S' and subject = 'hr.pay' order by id",
        staff.actor.scope.company,
    )

    assert [actor for (actor,) in seen] == [office.people["payroll"].scope.user, office.people["worker"].scope.user]


STRANGERS = ("boss", "colleague", "hr", "clerk")
"""Who may see some of the worker's data, and nothing of their pay."""


async def paid(staff: Staff) -> tuple[Office, int, set[str]]:
    """The office with a posted and released month; the worker's slip, and all amounts that are on no other slip."""
    office = await office_of(staff)
    run = await Payroll(staff).run("2026-02", post=True)
    await staff.actor.perform("hr.release_payslips", id=run.id)
    amounts = await staff.sql(
        "select distinct amount from (select s.employee_id, unnest(array[s.gross, s.net, s.deductions, s.employer_cost]) as amount"
        " from hr.payslip s union all select s.employee_id, unnest(array[l.amount, l.basis]) from hr.payslip s"
        " join hr.payslip_line l on l.company_id = s.company_id and l.payslip_id = s.id) x"
        " where amount > 0 group by amount having bool_and(employee_id = %s)",
        office.employees["worker"],
    )
    ((slip,),) = await staff.sql("select id from hr.payslip where employee_id = %s", office.employees["worker"])
    return office, slip, {str(int(amount)) for (amount,) in amounts}


def told(text: str, amounts: set[str]) -> set[str]:
    """Amounts that a text tells, however it writes them."""
    bare = re.sub(r"(?<=\d)[.,](?=\d{3}(?!\d))", "", text.replace(f"q={SECRET}", "").replace(f'value="{SECRET}"', ""))
    return {amount for amount in amounts if re.search(rf"(?<!\d){amount}(?!\d)", bare)}


async def test_no_page_no_file_and_no_search_tells_the_pay_of_others(staff: Staff) -> None:
    office, slip, amounts = await paid(staff)
    code = (await staff.actor.house.company(staff.actor.scope.company)).code
    run = (await staff.actor.page("hr.payrolls", Wish(columns=("id",)))).dicts()[0]["id"]
    listed = [page.path for page in staff.actor.house.registry.pages["hr"] if isinstance(page, ListPage)]
    addresses = {
        *(await addresses_of(staff.actor, "hr")), *(f"hr/{path}.csv" for path in listed), f"hr/people/{office.employees['worker']}",
        f"hr/payslips/{slip}", f"hr/payslips/{slip}/compare", f"hr/documents/payslip?id={slip}", f"hr/documents/bank_file?payroll={run}",
        f"search?q={SECRET}", "audit", "home",
    }  # fmt: skip
    assert amounts >= {SECRET}

    found: dict[tuple[str, str], set[str]] = {}
    for who in ("boss", "hr"):  # the others may see less; what they may ask is tried at the other door
        async with visiting(office.people[who]) as client:
            for address in sorted(addresses):
                answer = await client.get(f"/{code}/{address}")
                found[who, address] = told(answer.text, amounts)
                assert "documents/" not in address or answer.status_code in (403, 404), (who, address)

    assert {place: what for place, what in found.items() if what} == {}
    async with visiting(office.people["worker"]) as client:
        assert SECRET in told((await client.get(f"/{code}/hr/payslips/{slip}")).text, amounts), "the worker does see it"


async def test_no_query_of_the_api_tells_the_pay_of_others(staff: Staff) -> None:
    office, _slip, amounts = await paid(staff)
    queries = {name: query for name, query in staff.actor.house.registry.queries.items() if query.plugin == "hr"}
    seen: dict[tuple[str, str], set[str]] = {}
    for who in (*STRANGERS, "payroll"):
        for name, query in queries.items():
            columns = " ".join(camel(column.name) for column in query.columns)
            answer = await ask(office.people[who], f"{{ {field_of(name)}(first: 50) {{ nodes {{ {columns} }} }} }}")
            seen[who, name] = told(json.dumps(answer), amounts)

    assert {place[0] for place, what in seen.items() if what} == {"payroll"}
    assert {name for (who, name), what in seen.items() if what} == {
        "hr.pay", "hr.payslips", "hr.payslip_lines", "hr.payroll_comparison"
    }  # fmt: skip


async def test_an_employee_has_the_own_slips_once_they_are_released_and_each_look_is_on_record(staff: Staff) -> None:
    office, slip, _amounts = await paid(staff)
    worker, others = office.people["worker"], ("boss", "colleague", "hr", "clerk")
    code = (await staff.actor.house.company(staff.actor.scope.company)).code

    slips = {
        who: [row["id"] for row in await rows_of(office.people[who], "hr.payslips", office.employees["worker"])] for who in others
    }
    assert all(seen == [] for seen in slips.values()), slips
    assert [row["id"] for row in (await worker.page("hr.payslips")).dicts()] == [slip]
    async with visiting(worker) as client:
        await client.get(f"/{code}/hr/payslips/{slip}")
        assert (await client.get(f"/{code}/hr/documents/payslip?id={slip}")).content.startswith(b"%PDF")
    await ask(worker, "{ hrPayslipLines(first: 5) { nodes { amount } } }")

    looks = await staff.sql(
        "select subject, door from core.audit_log where action = 'S' and actor_id = %s group by 1, 2 order by 1, 2",
        worker.scope.user,
    )
    assert looks == [("hr.payslip", "page"), ("hr.payslip_lines", "graphql"), ("hr.payslips", "page")]


async def test_what_was_typed_is_not_kept_when_it_is_refused(staff: Staff) -> None:
    hired = await staff.hire(first_day="2026-03-02")
    with pytest.raises(DapurError):
        await staff.change(hired.id, SECRET, "2026-01-01")

    kept = await staff.sql("select count(*) from core.audit_log where company_id = %s and (after::text ~ %s or before::text ~ %s)",
                           staff.actor.scope.company, SECRET, SECRET)  # fmt: skip
    answers = await staff.sql("select count(*) from core.idempotency where company_id = %s and answer::text ~ %s",
                              staff.actor.scope.company, SECRET)  # fmt: skip
    assert (kept, answers) == ([(0,)], [(0,)])


async def test_confidential_leave_is_just_away_to_colleagues(staff: Staff) -> None:
    office = await office_of(staff)
    code = (await staff.actor.house.company(staff.actor.scope.company)).code
    sick = await staff.leave_type("sick")
    day = staff.actor.house.moment().date().replace(day=15)
    while day.weekday() > 4:
        day = day.replace(day=day.day + 1)
    asked = await staff.actor.perform(
        "hr.request_leave", employee=office.employees["worker"], type=sick, first_day=day.isoformat()
    )
    await staff.actor.perform("hr.approve_leave", id=asked.id)

    pages = {}
    for who in ("boss", "colleague"):
        async with visiting(office.people[who]) as client:
            pages[who] = (await client.get(f"/{code}/hr/leave-calendar")).text

    assert "Sakit" in pages["boss"]
    assert "Sakit" not in pages["colleague"] and "Tidak masuk" in pages["colleague"]
