"""Trial balance and ledger pages: their cost must not grow with the age of the books."""

from datetime import date
from decimal import Decimal
from functools import partial

import psycopg

from bench.findings import Finding, at_most
from bench.place import Place, bookkeeper
from bench.posting import facts_of
from bench.timing import milliseconds
from dapur.testing.companies import Actor

SMALL, LARGE = 20_000, 200_000
"""Entries of two lines: 40,000 and 400,000 lines."""

POST = (
    "select count(*) from accounting.post_entries(%s, %s::bigint[], %s::date[], %s::text[], %s::text[], 'import', %s::text[],"
    " %s::bytea[], %s::int[], %s::bigint[], %s::numeric[], %s::numeric[], %s::text[], %s::numeric[], %s::numeric[], %s::text[],"
    " %s::bigint[], %s::bigint[])"
)


def fill(url: str, actor: Actor, facts: tuple[int, int, int], entries: int, first: int) -> None:
    """Entries over three years, by the ledger's own function in batches."""
    journal, debit, credit = facts
    with psycopg.connect(url) as connection:
        for start in range(first, first + entries, 2000):
            numbers = range(start, min(start + 2000, first + entries))
            days = [date.fromordinal(date(2024, 1, 1).toordinal() + n * 1090 // LARGE) for n in numbers]
            amounts = [Decimal(1000 + n % 977) for n in numbers]
            size = len(days)
            places = [p for p in range(1, size + 1) for _side in (0, 1)]
            debits = [x for a in amounts for x in (a, Decimal(0))]
            credits = [x for a in amounts for x in (Decimal(0), a)]
            signed = [d - c for d, c in zip(debits, credits, strict=True)]
            connection.execute("select core.begin_read(%s, %s)", (actor.scope.company, actor.scope.user))
            connection.execute(
                POST,
                (
                    actor.scope.company, [journal] * size, days, ["Sale"] * size, [""] * size, [""] * size, [None] * size,
                    places, [debit, credit] * size, debits, credits, ["IDR"] * (2 * size), signed, [Decimal(1)] * (2 * size),
                    [""] * (2 * size), [None] * (2 * size), [None] * (2 * size),
                ),
            )  # fmt: skip
            connection.commit()
    with psycopg.connect(url) as connection:
        connection.execute("select core.begin_read(%s, %s)", (actor.scope.company, actor.scope.user))
        connection.execute("select accounting.roll_up(%s)", (actor.scope.company,))


async def trial_balance_ms(actor: Actor) -> float:
    """In the database and back, any day."""
    reader = await actor.reader()

    async def run() -> object:
        return await reader.rows(
            "select * from accounting.trial_balance(%s, %s, %s)", reader.company.id, date(2025, 1, 1), date(2025, 8, 17)
        )

    return await milliseconds(run)


async def page_ms(actor: Actor, account: int) -> dict[str, float]:
    """The account's general ledger at the beginning, in the middle and at the end of the books."""
    reader = await actor.reader()
    days = {"first": date(2024, 1, 1), "middle": date(2025, 6, 30), "last": date(2026, 12, 20)}

    async def run(since: date) -> object:
        return await reader.report(
            actor.house.registry.reports["accounting.general_ledger"],
            {"account": account, "first": since, "last": date(2026, 12, 31), "size": 50},
        )

    return {where: await milliseconds(partial(run, since)) for where, since in days.items()}


async def measure(where: Place) -> list[Finding]:
    """40 thousand lines, then 400 thousand."""
    found = []
    async with bookkeeper(where) as actor:
        facts = await facts_of(actor)
        balances, pages = [], []
        for entries, first in ((SMALL, 0), (LARGE - SMALL, SMALL)):
            fill(where.database.app_url, actor, facts, entries, first)
            with psycopg.connect(where.database.owner_url, autocommit=True) as owner:
                owner.execute("vacuum analyze accounting.line, accounting.entry, accounting.balance")
            balances.append(await trial_balance_ms(actor))
            pages.append(await page_ms(actor, facts[1]))
        found.append(at_most("trial balance, any date, 400,000 lines", balances[1], 10, " ms", f"{balances[0]:.2f} ms at 40,000"))
        for which in pages[0]:
            found.append(
                at_most(
                    f"ledger page, {which}, 400,000 lines against 40,000",
                    pages[1][which] / pages[0][which],
                    2,
                    "×",
                    f"{pages[1][which]:.2f} ms",
                )
            )
    return found
