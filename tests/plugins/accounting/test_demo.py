"""The demo books: believable figures, and a second start changes nothing."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import psycopg

from dapur.companies.demo import Stage
from dapur.house import House
from dapur.testing.companies import Actor
from dapur_accounting.demo.fill import fill
from tests.plugins.accounting.books import figures


class Everybody(dict[str, int]):
    """All demo people are one."""

    def __init__(self, user: int) -> None:
        super().__init__()
        self.user = user

    def __missing__(self, name: str) -> int:
        return self.user


async def on_stage(actor: Actor, play: Callable[[Stage], Any]) -> None:
    """Run with the database's clock in our hands."""
    old = actor.house
    house = await House(old.registry, old.url, old.owner_url, pool_size=4, clock_is_set=True).open(follow=False)
    with psycopg.connect(old.owner_url, autocommit=True) as clock:
        scope = replace(actor.scope, door="setup")
        stage = Stage(house, scope, Everybody(scope.user), lambda _: None, house.moment(), clock)
        try:
            await play(stage)
        finally:
            stage.set_clock(None)
            await house.close()


async def test_the_demo_books_balance_and_a_second_start_adds_nothing(actor: Actor) -> None:
    await on_stage(actor, fill)
    reader = await actor.reader()
    entries = await reader.value("select count(*) from accounting.entry where company_id = %s", actor.scope.company)
    today = reader.today.isoformat()
    sheet = figures(await actor.report("accounting.balance_sheet", day=today))

    assert entries > 300
    assert sheet["total_assets"] == sheet["total_liabilities_and_equity"]
    assert sheet["1103"][0] > 0 and sheet["1141"][0] > 0 and sheet["1121"][0] > 0

    untied = await reader.rows("select * from accounting.untied_accounts(%s, %s)", actor.scope.company, reader.today)
    assert untied == []

    for what, day in (("document where kind = 'credit_note' and", "date"), ("payment where", "day"), ("tax_entry where", "date")):
        last_year = f"extract(year from {day}) = extract(year from %s::date) - 1"
        count = f"select count(*) from accounting.{what} company_id = %s and {last_year}"
        assert await reader.value(count, actor.scope.company, reader.today) > 3, what
    statements = await reader.value("select count(*) from accounting.bank_statement where company_id = %s", actor.scope.company)
    waiting = await reader.rows(
        "select l.day from accounting.bank_account b, accounting.unmatched_bank_lines(%s, b.id) l where b.company_id = %s",
        actor.scope.company,
        actor.scope.company,
    )
    assert statements == reader.today.month + 11 and min(day for (day,) in waiting).month == (reader.today.month - 2) % 12 + 1

    await on_stage(actor, fill)
    again = await reader.value("select count(*) from accounting.entry where company_id = %s", actor.scope.company)
    assert again == entries
