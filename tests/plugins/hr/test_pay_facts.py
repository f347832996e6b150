"""Pay as dated facts: valid from a day, known since a moment, never overwritten."""

from datetime import date
from decimal import Decimal
from typing import Any

import psycopg
import pytest

from dapur.contract import Forbidden, Refused
from dapur.house import House
from dapur.queries.plan import Wish
from dapur.testing.companies import new_company
from dapur.testing.databases import TestDatabase
from tests.clock import at, clocked_house
from tests.plugins.hr.staff import Staff, staff_of

FACTS = """select from_day, to_day, amount, known_to is null from hr.pay_fact
    where company_id = %s and employment_id = %s order by known_to is null, from_day"""


async def known(staff: Staff, employment: int) -> list[tuple[Any, ...]]:
    """(from, to, amount) of what is known now."""
    rows = await staff.sql(FACTS, staff.actor.scope.company, employment)
    return [(str(a), str(b) if b else None, int(c)) for a, b, c, now in rows if now]


async def test_a_raise_cuts_what_was_known_and_keeps_it(staff: Staff) -> None:
    hired = await staff.hire(first_day="2023-01-02", basic="6200000")

    await staff.change(hired.id, "7750000", "2026-07-18")

    assert await known(staff, hired.employment) == [("2023-01-02", "2026-07-17", 6200000), ("2026-07-18", None, 7750000)]
    everything = await staff.sql(FACTS, staff.actor.scope.company, hired.employment)
    assert (date(2023, 1, 2), None, Decimal("6200000.0000"), False) in everything


async def test_a_raise_in_the_past_leaves_a_later_one_alone(staff: Staff) -> None:
    hired = await staff.hire(first_day="2025-01-01", basic="8000000")
    await staff.change(hired.id, "9000000", "2026-06-01")

    await staff.change(hired.id, "8800000", "2026-04-01")

    assert await known(staff, hired.employment) == [
        ("2025-01-01", "2026-03-31", 8000000),
        ("2026-04-01", "2026-05-31", 8800000),
        ("2026-06-01", None, 9000000),
    ]


async def test_an_amount_for_some_days_leaves_both_sides(staff: Staff) -> None:
    hired = await staff.hire(first_day="2025-01-01", basic="8000000")

    await staff.change(hired.id, "4000000", "2026-02-01", "2026-02-28")

    assert [row[0] for row in await known(staff, hired.employment)] == ["2025-01-01", "2026-02-01", "2026-03-01"]


async def test_pay_needs_a_right_of_its_own(staff: Staff) -> None:
    officer = staff.actor.without("hr.pay.manage")
    pay = [{"component": staff.components["basic"], "amount": "5000000"}]

    with pytest.raises(Forbidden):
        await officer.perform("hr.hire_employee", name="Tono", first_day="2026-01-05", pay=pay)

    hired = await officer.perform("hr.hire_employee", name="Tono", first_day="2026-01-05")
    assert hired.number == "0001"


async def test_pay_of_somebody_who_is_not_employed_is_refused(staff: Staff) -> None:
    hired = await staff.hire("Ratna", first_day="2026-03-02")

    with pytest.raises(Refused, match="Ratna is not employed on 2026-03-01"):
        await staff.change(hired.id, "1", "2026-03-01")


async def test_the_log_never_copies_an_amount(staff: Staff) -> None:
    hired = await staff.hire(basic="987654321")
    await staff.change(hired.id, "987654322", "2026-07-18")

    found = await staff.sql(
        "select count(*) from core.audit_log where company_id = %s and (before::text like '%%98765432%%' or after::text like '%%98765432%%')",
        staff.actor.scope.company,
    )

    assert found == [(0,)]


@pytest.mark.parametrize(
    "attack",
    [
        "update hr.pay_fact set amount = 1",
        "delete from hr.pay_fact",
        "update hr.pay_fact set known_to = now() + interval '1 day' where known_to is not null",
    ],
)
async def test_what_was_known_cannot_be_changed_by_sql(staff: Staff, app_url: str, attack: str) -> None:
    hired = await staff.hire(first_day="2023-01-02", basic="6200000")
    await staff.change(hired.id, "7750000", "2026-07-18")

    with psycopg.connect(app_url) as connection:
        connection.execute("select core.begin_work(%s, 1, null, 'attack', 'cli', '', null, null)", (staff.actor.scope.company,))
        with pytest.raises(psycopg.Error):
            connection.execute(attack)


async def test_what_was_known_on_a_day_goes_by_the_midnight_where_the_company_is(house: House, database: TestDatabase) -> None:
    """23:30 UTC on the 1st is the morning of the 2nd in Jakarta."""
    async with clocked_house(house.registry, database) as dated:
        staff = await staff_of(await new_company(dated))
        with at(database, "2026-03-01 23:30+00"):
            await staff.hire(first_day="2026-03-01", basic="6200000")

        async def on(day: date) -> int:
            return len((await staff.actor.page("hr.pay", Wish(filters={"known_on": (day, day)}))).rows)

        assert [await on(date(2026, 3, 1)), await on(date(2026, 3, 2))] == [0, 1]
