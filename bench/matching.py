"""Bank matching: candidates for a line, with reasons, out of 20,000 open items; the whole screen; and all that is sure."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from bench.findings import Finding, at_most
from bench.place import Place, bookkeeper
from bench.timing import milliseconds
from dapur.testing.companies import Actor
from dapur_accounting.bank_pool import read_near
from dapur_accounting.match_screen import match_screen
from dapur_accounting.rules.matching import BankLine, suggest

ITEMS, PARTIES, LINES = 20_000, 400, 200
FIRST = date(2026, 1, 1)


async def _number(actor: Actor, sql: str) -> int:
    reader = await actor.reader()
    return int(await reader.value(sql, reader.company.id))


async def fill(actor: Actor) -> int:
    """Invoices of many customers, and a statement that pays some of them. Returns the bank account."""
    account = "select account_id from accounting.account_role where company_id = %s and role = "
    debit, credit, bank = [await _number(actor, f"{account}'{role}'") for role in ("receivable", "revenue", "bank")]
    journal = await _number(actor, "select id from accounting.journal where company_id = %s and kind = 'sales'")
    names = [f"PT Pelanggan Nomor{n} Jaya{n}" for n in range(PARTIES)]
    parties = [(await actor.perform("base.save_party", name=name, is_customer=True)).id for name in names]
    for start in range(0, ITEMS, 1000):
        records = [_invoice(n, journal, debit, credit, parties) for n in range(start, start + 1000)]
        await actor.perform("accounting.post_entries", records=records)
    made = await actor.perform("accounting.save_bank_account", name="Bank", account=bank)
    rows = [
        {"date": "2026-11-20", "amount": str(_amount(n * 97)), "memo": f"TRF INV/2026/{n * 97:06} {names[n * 97 % PARTIES]}"}
        for n in range(LINES)
    ]
    await actor.perform("accounting.add_statement", bank=made.id, opening="0", lines=rows)
    return int(made.id)


def _amount(n: int) -> Decimal:
    return Decimal(100_000 + n * 7919 % 900_000)


def _invoice(n: int, journal: int, debit: int, credit: int, parties: list[int]) -> dict[str, Any]:
    amount, number = str(_amount(n)), f"INV/2026/{n:06}"
    lines = [{"account": debit, "debit": amount, "party": parties[n % PARTIES]}, {"account": credit, "credit": amount}]
    day = (FIRST + timedelta(days=n * 300 // ITEMS)).isoformat()
    return {"journal": journal, "date": day, "reference": number, "source": number, "lines": lines}


async def measure(where: Place) -> list[Finding]:
    """What a person waits for at the matching screen."""
    async with bookkeeper(where) as actor:
        bank = await fill(actor)
        reader = await actor.reader()
        line = BankLine(1, date(2026, 11, 20), _amount(97), "TRF INV/2026/000097 PT Pelanggan Nomor97 Jaya97")

        async def suggestions() -> object:
            return suggest(line, await read_near(reader, bank, "IDR", Decimal(50_000), line))

        async def screen() -> object:
            return await match_screen(reader, {"id": str(bank)})

        async def all_sure() -> object:
            return await actor.outcome("accounting.accept_sure_matches", bank=bank, most=1, dry_run=True)

        return [
            at_most("suggestions for a bank line, 20,000 open items", await milliseconds(suggestions, times=9), 300, " ms"),
            at_most("matching screen, 20,000 open items, 200 lines", await milliseconds(screen, times=9), 300, " ms"),
            at_most(
                "finding all that is sure, 200 lines", await milliseconds(all_sure, times=5), 1500, " ms", "dry run, one booked"
            ),
        ]
