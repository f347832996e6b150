"""Hiring, changing and leaving, through operations on PostgreSQL."""

import asyncio
from dataclasses import replace
from datetime import date
from typing import Any

import psycopg
import pytest

from dapur.contract import EventHandler, Invalid, Refused
from dapur.services.workforce import EmploymentEnding, Workforce
from dapur.testing.companies import Actor
from dapur.testing.strangers import all_keys
from tests.plugins.hr.staff import Staff


async def test_a_person_is_found_where_they_were_on_a_day(staff: Staff) -> None:
    places = await staff.places()
    boss = await staff.hire("Rina", "2024-01-02", position=places["head"])
    ratna = await staff.hire("Ratna", "2025-03-03", position=places["clerk"], manager=boss.id)
    await staff.actor.perform(
        "hr.change_assignment", employee=ratna.id, from_day="2026-02-01", position=places["driver"], manager=boss.id
    )

    workforce = (await staff.actor.reader()).find(Workforce)
    assert workforce is not None
    before = await workforce.person(ratna.id, date.fromisoformat("2026-01-31"))
    after = await workforce.person(ratna.id, date.fromisoformat("2026-02-01"))

    assert before is not None and after is not None
    assert (before.position_title, after.position_title, after.manager) == ("Staf", "Sopir", boss.id)
    assert await workforce.person(ratna.id, date.fromisoformat("2025-03-02")) is None
    assert [p.name for p in await workforce.people(date.fromisoformat("2024-06-01"))] == ["Rina"]


async def test_nobody_is_led_by_somebody_below_them(staff: Staff) -> None:
    places = await staff.places()
    boss = await staff.hire("Rina", position=places["head"])
    ratna = await staff.hire("Ratna", position=places["clerk"], manager=boss.id)

    with pytest.raises(Refused, match="This person is led by the employee") as caught:
        await staff.actor.perform(
            "hr.change_assignment", employee=boss.id, from_day="2026-01-01", position=places["head"], manager=ratna.id
        )

    assert caught.value.problems[0].field == "manager"


async def test_a_fixed_term_keeps_to_the_law(staff: Staff) -> None:
    with pytest.raises(Invalid) as caught:
        await staff.hire("Tono", "2026-01-05", contract="fixed_term", contract_until="2032-01-04", probation_until="2026-04-04")

    assert {(p.code, p.field) for p in caught.value.problems} == {
        ("INDONESIA_PROBATION_FORBIDDEN", "probation_until"),
        ("INDONESIA_FIXED_TERM_LONG", "contract_until"),
    }


async def test_extensions_count_from_the_first_fixed_term(staff: Staff) -> None:
    tono = await staff.hire("Tono", "2021-01-04", contract="fixed_term", contract_until="2023-01-03")

    with pytest.raises(Invalid, match="Fixed terms last"):
        await staff.actor.perform(
            "hr.change_contract", employee=tono.id, from_day="2023-01-04", contract="fixed_term", contract_until="2026-01-04"
        )
    await staff.actor.perform("hr.change_contract", employee=tono.id, from_day="2023-01-04", contract="permanent")

    rows = (await staff.actor.page("hr.contracts")).dicts()
    assert [(r["kind"], str(r["last_day"])) for r in rows] == [("permanent", "None"), ("fixed_term", "2023-01-03")]


async def test_other_departments_may_hold_a_leaving(staff: Staff, monkeypatch: pytest.MonkeyPatch) -> None:
    async def laptop(work: object, event: EmploymentEnding) -> None:
        raise Refused("LAPTOP_OUT", "A laptop is still out. Take it back first.")

    ratna = await staff.hire("Ratna")
    registry = staff.actor.house.registry
    handlers = {**registry.event_handlers, EmploymentEnding: (EventHandler(EmploymentEnding, "before", laptop, "hr.laptop"),)}
    monkeypatch.setattr(staff.actor.house, "registry", _with(registry, handlers))

    with pytest.raises(Refused, match="A laptop is still out"):
        await staff.actor.perform("hr.end_employment", employee=ratna.id, last_day="2026-12-31", reason="resignation")

    assert (await staff.sql("select last_day from hr.employment where company_id = %s", staff.actor.scope.company)) == [(None,)]


def _with(registry: Any, handlers: Any) -> Any:
    made = replace(registry)
    made.__dict__["event_handlers"] = handlers
    return made


async def test_somebody_who_left_comes_back_under_the_same_number(staff: Staff) -> None:
    ratna = await staff.hire("Ratna", "2024-01-02")
    await staff.actor.perform("hr.end_employment", employee=ratna.id, last_day="2025-06-30", reason="resignation")

    with pytest.raises(Refused, match="There is an employment on these days already"):
        await staff.actor.perform("hr.rehire_employee", employee=ratna.id, first_day="2025-06-30")
    again = await staff.actor.perform("hr.rehire_employee", employee=ratna.id, first_day="2026-02-02")

    assert (again.number, again.employment != ratna.employment) == (ratna.number, True)
    assert len(await all_keys(staff.actor, staff.actor.house.registry.queries["hr.employments"])) == 2


AGAIN = {
    "employment_overlap": "employment (company_id, employee_id, first_day) select company_id, employee_id, '2026-05-01' from hr.employment",
    "contract_overlap": "contract (company_id, employment_id, kind, first_day) select company_id, id, 'permanent', '2026-05-01' from hr.employment",
    "pay_fact_overlap": "pay_fact (company_id, employment_id, component_id, amount, from_day)"
    " select company_id, employment_id, component_id, 1, '2026-05-01' from hr.pay_fact",
}


async def test_no_fact_overlaps_another_by_sql_either(staff: Staff, app_url: str) -> None:
    await staff.hire(first_day="2024-01-02", basic="5000000")

    for constraint, row in AGAIN.items():
        with psycopg.connect(app_url) as connection:
            connection.execute(
                "select core.begin_work(%s, 1, null, 'attack', 'cli', '', null, null)", (staff.actor.scope.company,)
            )
            with pytest.raises(psycopg.errors.ExclusionViolation, match=constraint):
                connection.execute(f"insert into hr.{row}")


async def test_two_changes_of_one_pay_at_once_are_both_kept(staff: Staff) -> None:
    hired = await staff.hire(first_day="2024-01-02", basic="5000000")

    await asyncio.gather(staff.change(hired.id, "6000000", "2026-02-01"), staff.change(hired.id, "7000000", "2026-03-01"))

    rows = await staff.sql(
        "select amount from hr.pay_fact where company_id = %s and known_to is null order by from_day", staff.actor.scope.company
    )
    assert [int(amount) for (amount,) in rows] == [5000000, 6000000, 7000000]


async def test_another_company_hires_its_own(staff: Staff, other: Actor) -> None:
    await staff.hire("Ratna", number="K-1")
    made = await other.perform("hr.hire_employee", name="Ratna", first_day="2026-01-05", number="K-1")

    assert made.number == "K-1"


@pytest.mark.parametrize("right, pay", [("2025-12-01", ["2025-12-01"]), ("2026-01-12", ["2026-01-12"])])
async def test_a_corrected_first_day_moves_what_began_with_it(staff: Staff, right: str, pay: list[str]) -> None:
    places = await staff.places()
    ratna = await staff.hire("Ratna", "2026-01-05", basic="5000000", position=places["clerk"])

    await staff.actor.perform("hr.correct_first_day", employee=ratna.id, first_day=right)

    company = staff.actor.scope.company
    contract = await staff.sql("select first_day::text from hr.contract where company_id = %s", company)
    facts = await staff.sql("select min(from_day)::text from hr.pay_fact where company_id = %s and known_to is null", company)
    known_before = await staff.sql("select count(*) from hr.pay_fact where company_id = %s and from_day = '2026-01-05'", company)
    workforce = (await staff.actor.reader()).find(Workforce)
    assert workforce is not None
    person = await workforce.person(ratna.id, date.fromisoformat(right))
    assert (contract, facts) == ([(right,)], [(pay[0],)])
    assert known_before[0][0] >= 1
    assert person is not None and person.position_title == "Staf"


async def test_who_leaves_gives_up_the_position_and_takes_it_again(staff: Staff) -> None:
    places = await staff.places()
    boss = await staff.hire("Rina", "2020-01-06", position=places["head"])
    ratna = await staff.hire("Ratna", "2024-01-08", position=places["clerk"], manager=boss.id)
    last, after = date(2027, 6, 30), date(2027, 7, 1)
    holders = "select from_day::text, to_day::text from base.assignment where company_id = %s and position_id = %s and known_to is null order by 1"

    await staff.actor.perform("hr.end_employment", employee=ratna.id, last_day=last, reason="resignation")
    assert await staff.sql(holders, staff.actor.scope.company, places["clerk"]) == [("2024-01-08", "2027-06-30")]

    await staff.actor.perform("hr.take_end_back", employee=ratna.id)
    workforce = (await staff.actor.reader()).find(Workforce)
    assert workforce is not None
    person = await workforce.person(ratna.id, after)
    assert person is not None and (person.position, person.manager) == (places["clerk"], boss.id)


async def test_pay_below_the_minimum_wage_of_the_place_needs_a_reason(staff: Staff) -> None:
    jakarta = [{"name": "wage_place", "value": "31"}]
    await staff.actor.perform("hr.note_company_payroll_facts", from_day="2026-01-01", facts=jakarta)

    with pytest.raises(Refused) as caught:
        await staff.hire(first_day="2026-01-05", basic="5000000")
    assert (caught.value.code, caught.value.problems[0].field) == ("HR_PAY_AGAINST_LAW", "pay_reason")
    assert "5000000 is below the minimum wage 5729876" in str(caught.value)

    hired = await staff.hire(first_day="2026-01-05", basic="5000000", pay_reason="Magang")
    assert await staff.sql("select reason from hr.pay_fact") == [("Magang",)]
    with pytest.raises(Refused, match="below the minimum wage 5729876"):
        await staff.change(hired.id, "5500000", "2026-02-01")
    await staff.change(hired.id, "5729876", "2026-02-01")


async def test_a_small_basic_part_of_the_wage_needs_a_reason(staff: Staff) -> None:
    pay = [
        {"component": staff.components[code], "amount": amount}
        for code, amount in (("basic", 4000000), ("position_allowance", 2000000))
    ]

    with pytest.raises(Refused, match="Basic pay 4000000 is less than 75% of 6000000"):
        await staff.actor.perform("hr.hire_employee", name="Ratna", first_day="2026-01-05", pay=pay)
