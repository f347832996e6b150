"""A ledger comes into a new company as its owner would bring it: chart and journal as CSV files, by import."""

import csv
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from dapur.house import House
from dapur.imports.from_file import ImportOutcome, import_file
from dapur.testing.companies import Actor, new_company
from tests.books.ledgers import Ledger, Line

JOURNAL = ("entry", "date", "description", "account", "debit", "credit", "currency", "amount", "rate")


class Refused(Exception):
    """The import did not take the files; the problems, one a line."""


async def enter(house: House, ledger: Ledger, folder: Path, say: Callable[[str], None] = lambda line: None) -> Actor:
    """A company that holds the ledger. Raises Refused."""
    first = min(entry.day for entry in ledger.entries)
    books = {"chart": "empty", "books_from": first.replace(month=1, day=1).isoformat()}
    actor = await new_company(
        house, name=ledger.name, currency=ledger.currency, decimals=ledger.decimals, setup={"accounting.books": books}
    )
    for code in sorted({line.currency for entry in ledger.entries for line in entry.lines} - {ledger.currency}):
        await actor.perform("base.save_currency", code=code, name_id=code, name_en=code, decimals=2)
    chart, journal = write_chart(ledger, folder / "chart.csv"), write_journal(ledger, folder / "journal.csv")
    await bring(actor, "accounting.accounts", chart, say)
    await bring(actor, "accounting.entries", journal, say)
    return actor


async def bring(actor: Actor, name: str, file: Path, say: Callable[[str], None] = lambda line: None) -> ImportOutcome:
    """Import a file whole. Raises Refused with every problem."""
    outcome = await import_file(actor.house, actor.scope, name, file, options={"numbers": "en"})
    say(f"{file.name}: {outcome.summary}")
    if not outcome.ok:
        raise Refused("\n".join(str(problem) for problem in outcome.problems) or outcome.summary)
    return outcome


def write_chart(ledger: Ledger, path: Path) -> Path:
    """account, type."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("account", "type"), *ledger.chart])
    return path


def write_journal(ledger: Ledger, path: Path) -> Path:
    """A row a line; amount, currency and rate only where the line is in another currency."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(JOURNAL)
        for entry in ledger.entries:
            for line in entry.lines:
                writer.writerow((entry.reference, entry.day.isoformat(), entry.text, line.account, *_amounts(line)))
    return path


def _amounts(line: Line) -> tuple[str, ...]:
    zero = Decimal(0)
    debit, credit = max(line.amount, zero), max(-line.amount, zero)
    own = (str(debit) if debit or not credit else "", str(credit) if credit else "")
    return (*own, line.currency, str(line.foreign), str(line.rate)) if line.foreign is not None else (*own, "", "", "")
