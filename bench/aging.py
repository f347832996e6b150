"""Aged receivables and statements of account: their cost must follow what is open, not the age of the books."""

from datetime import date
from decimal import Decimal
from functools import partial

import psycopg

from bench.findings import Finding, at_most
from bench.place import Place, bookkeeper
from bench.reading import POST
from bench.timing import milliseconds
from dapur.testing.companies import Actor

SMALL, LARGE = 20_000, 200_000
"""Entries of two lines: 40,000 and 400,000 lines; every other one is a payment."""
PARTIES = 500
OPEN = 20
"""One invoice in so many stays open."""
FIRST = date(2024, 1, 1)
SETTLE = """
    select count(accounting.allocate(i.company_id, p.date, array[i.entry_id, p.entry_id], array[i.line_no, p.line_no],
        array[i.amount, -i.amount], array[i.base, -i.base]))
    from unnest(%s::bigint[], %s::bigint[]) as u(invoice, payment)
    join accounting.open_item i on i.company_id = %s and i.entry_id = u.invoice
    join accounting.open_item p on p.company_id = %s and p.entry_id = u.payment
"""


async def parties_of(actor: Actor) -> list[int]:
    """As many customers."""
    with psycopg.connect(actor.house.url, autocommit=False) as connection:
        connection.execute("select core.begin_read(%s, %s)", (actor.scope.company, actor.scope.user))
        rows = connection.execute(
            "insert into base.party (company_id, name, is_customer) select %s, 'Customer ' || n, true from generate_series(1, %s) n"
            " returning id",
            (actor.scope.company, PARTIES),
        ).fetchall()
    return [row[0] for row in rows]


def fill(url: str, actor: Actor, facts: tuple[int, int, int, int], parties: list[int], entries: int, first: int) -> None:
    """An invoice and its payment in turn, 30 days later, over three years; what is paid is settled."""
    journal, receivable, bank, sales = facts
    company = actor.scope.company
    with psycopg.connect(url) as connection:
        for start in range(first, first + entries, 2000):
            numbers = range(start, min(start + 2000, first + entries))
            size = len(numbers)
            days = [date.fromordinal(FIRST.toordinal() + (n // 2) * 2 * 1060 // LARGE + n % 2 * 30) for n in numbers]
            amounts = [Decimal(1000 + n // 2 % 977) for n in numbers]
            who = [parties[n // 2 % PARTIES] for n in numbers]
            accounts, debits, credits, owners = [], [], [], []
            for n, amount, party in zip(numbers, amounts, who, strict=True):
                accounts += [receivable, sales] if n % 2 == 0 else [bank, receivable]
                debits += [amount, Decimal(0)]
                credits += [Decimal(0), amount]
                owners += [party, None] if n % 2 == 0 else [None, party]
            signed = [d - c for d, c in zip(debits, credits, strict=True)]
            places = [p for p in range(1, size + 1) for _side in (0, 1)]
            connection.execute("select core.begin_read(%s, %s)", (company, actor.scope.user))
            connection.execute(
                POST,
                (
                    company, [journal] * size, days, ["Sale"] * size, [""] * size, [""] * size, [None] * size, places, accounts,
                    debits, credits, ["IDR"] * (2 * size), signed, [Decimal(1)] * (2 * size), [""] * (2 * size), [None] * (2 * size),
                    owners,
                ),
            )  # fmt: skip
            posted = connection.execute(
                "select id from accounting.entry where company_id = %s order by id desc limit %s", (company, size)
            ).fetchall()
            ids = sorted(row[0] for row in posted)
            pairs = [(i, p) for n, (i, p) in enumerate(zip(ids[::2], ids[1::2], strict=True)) if (start // 2 + n) % OPEN]
            connection.execute(SETTLE, ([i for i, _p in pairs], [p for _i, p in pairs], company, company))
            connection.commit()


async def accounts_of(actor: Actor) -> tuple[int, int, int, int]:
    """General journal, receivables, bank, sales."""
    reader = await actor.reader()
    rows = await reader.rows(
        "select role, account_id from accounting.account_role where company_id = %s and role in ('receivable', 'bank', 'revenue')",
        reader.company.id,
    )
    roles = dict(rows)
    journal = await reader.value(
        "select id from accounting.journal where company_id = %s and kind = 'general'", reader.company.id
    )
    return journal, roles["receivable"], roles["bank"], roles["revenue"]


async def report_ms(actor: Actor, name: str, **fields: object) -> float:
    """The whole report, from its declaration."""
    reader = await actor.reader()
    report = actor.house.registry.reports[f"accounting.{name}"]

    async def run() -> object:
        return await reader.report(report, fields)

    return await milliseconds(partial(run), times=9)


async def measure(where: Place) -> list[Finding]:
    """40 thousand lines, then 400 thousand, nineteen invoices in twenty settled."""
    found = []
    async with bookkeeper(where) as actor:
        facts, parties = await accounts_of(actor), await parties_of(actor)
        times: dict[str, list[float]] = {}
        for entries, first in ((SMALL, 0), (LARGE - SMALL, SMALL)):
            fill(where.database.app_url, actor, facts, parties, entries, first)
            with psycopg.connect(where.database.owner_url, autocommit=True) as owner:
                owner.execute(
                    "vacuum analyze accounting.line, accounting.entry, accounting.open_item, accounting.allocation_part"
                )
            last = date(2026, 12, 31)
            for what, name, fields in (
                ("aged receivables, today", "aged_receivables", {"as_of": last}),
                ("aged receivables, a year and a half ago", "aged_receivables", {"as_of": date(2025, 6, 30)}),
                ("aged receivables of one customer", "aged_receivables", {"as_of": last, "party": parties[7]}),
                ("statement of account, a year", "statement_of_account",
                 {"party": parties[7], "first": date(2025, 1, 1), "last": date(2025, 12, 31)}),
            ):  # fmt: skip
                times.setdefault(what, []).append(await report_ms(actor, name, **fields))
        for what, (small, large) in times.items():
            found.append(at_most(f"{what}, 400,000 lines", large, 300, " ms", f"{small:.2f} ms at 40,000"))
        reader = await actor.reader()
        assert await reader.rows("select * from accounting.untied_accounts(%s, %s)", reader.company.id, date(2025, 6, 30)) == []
    return found
