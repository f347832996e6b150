"""Posting one entry through the operation, with every invariant on, against the same rows raw."""

import asyncio
import secrets
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from bench.findings import Finding, at_least
from bench.place import Place, bookkeeper
from bench.raw import RawPoster
from bench.timing import compare
from dapur.testing.companies import Actor

DAY = date(2026, 6, 1)


async def facts_of(actor: Actor) -> tuple[int, int, int]:
    """(journal, an asset account, an income account) of the company."""
    reader = await actor.reader()
    journal = await reader.value(
        "select id from accounting.journal where company_id = %s and kind = 'general'", reader.company.id
    )
    account = "select id from accounting.account where company_id = %s and type = %s and not is_group order by path limit 1"
    return (
        journal,
        await reader.value(account, reader.company.id, "asset"),
        await reader.value(account, reader.company.id, "income"),
    )


def entry(facts: tuple[int, int, int], amount: Decimal, day: date = DAY) -> dict[str, Any]:
    """An entry of two lines, as input of the operation."""
    journal, debit, credit = facts
    lines = [{"account": debit, "debit": amount}, {"account": credit, "credit": amount}]
    return {"journal": journal, "date": day, "description": "Sale", "lines": lines}


async def ours(actor: Actor, facts: tuple[int, int, int], clients: int, each: int) -> int:
    """Every client posts `each` entries, each with a key of its own."""

    async def client() -> None:
        for n in range(each):
            await actor.perform("accounting.post_entry", entry(facts, Decimal(1000 + n)), key=secrets.token_hex(8))

    await asyncio.gather(*(client() for _n in range(clients)))
    return clients * each


async def measure(where: Place) -> list[Finding]:
    """One client and four, all on one series."""
    found = []
    async with bookkeeper(where) as actor:
        facts = await facts_of(actor)
        for clients in (1, 4):
            raw = RawPoster(where.database.app_url, clients)
            each = 400 // clients
            pace = await compare(partial(ours, actor, facts, clients, each), partial(raw.slice, each, DAY))
            raw.close()
            note = f"{pace.ours:.0f}/s against {pace.theirs:.0f}/s"
            found.append(
                at_least(
                    f"post an entry through the operation, {clients} client{'s' * (clients > 1)}, against raw",
                    pace.ratio,
                    0.45,
                    note,
                )
            )
    return found
