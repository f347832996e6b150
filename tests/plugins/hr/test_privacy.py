"""Pay and personal data are seen by those who need them, by nobody else, at no door; and each view is on record."""

from typing import Any

import pytest

from dapur.contract import DapurError, Forbidden
from dapur.queries.plan import Wish
from dapur.testing.companies import Actor, new_member
from dapur.testing.visits import visiting
from tests.core.graphql.asking import data
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
        hired = await staff.hire(f"Orang {name}", "2024-01-08", basic=SECRET, position=places["clerk"], user=people[name].scope.user,
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


@pytest.mark.parametrize("who", ["boss", "colleague", "hr", "clerk"])
async def test_no_page_and_no_file_tells_the_amount(staff: Staff, who: str) -> None:
    office = await office_of(staff)
    code = (await staff.actor.house.company(staff.actor.scope.company)).code
    worker = office.employees["worker"]
    addresses = (
        f"hr/people/{worker}", f"hr/pay?employee={worker}", f"hr/pay.csv?employee={worker}", f"hr/pay.xlsx?employee={worker}", "hr/people",
        "hr/people.csv", "hr/leave-balances?day=2026-11-26", "hr/me", "hr/organisation", f"search?q={SECRET}", "audit",
    )  # fmt: skip

    async with visiting(office.people[who]) as client:
        for address in addresses:
            answer = await client.get(f"/{code}/{address}")
            text = answer.text
            assert "987.654" not in text, address
            assert "987654" not in text.replace(f"q={SECRET}", "").replace(f'value="{SECRET}"', ""), address


async def test_the_api_keeps_it_as_well(staff: Staff) -> None:
    office = await office_of(staff)
    question = "{ hrPay(first: 50) { nodes { amount name } } }"

    answers = {who: await data(office.people[who], question) for who in ("boss", "payroll")}

    assert [row["name"] for row in answers["boss"]["hrPay"]["nodes"]] == ["Orang boss"]
    assert {row["name"] for row in answers["payroll"]["hrPay"]["nodes"]} == {"Orang boss", "Orang worker", "Orang colleague"}


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
