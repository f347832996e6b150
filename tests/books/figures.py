"""What the statements of a ledger must say, added up in plain Python: no database, none of the product's code."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from tests.books.ledgers import Ledger, RegisterRow


def with_figures(ledger: Ledger, days: Sequence[date], accounts: Sequence[str]) -> Ledger:
    """The same ledger with its expected figures: balances on these days, every year, the registers of these accounts."""
    years = sorted({entry.day.year for entry in ledger.entries})
    return replace(
        ledger,
        trial={day: balances_on(ledger, day) for day in days},
        income={year: income_of(ledger, year) for year in years},
        registers={account: register_of(ledger, account) for account in accounts},
    )


def balances_on(ledger: Ledger, day: date) -> dict[str, Decimal]:
    """Balance of every account at the end of a day, debit positive; accounts at zero are left out."""
    added: dict[str, Decimal] = defaultdict(Decimal)
    for entry in ledger.entries:
        if entry.day <= day:
            for line in entry.lines:
                added[line.account] += line.amount
    return {account: amount for account, amount in added.items() if amount}


def income_of(ledger: Ledger, year: int) -> dict[str, Decimal]:
    """Income and cost of a year, both positive."""
    signs = {"income": -1, "expense": 1}
    added: dict[str, Decimal] = defaultdict(Decimal)
    for entry in ledger.entries:
        for line in entry.lines:
            sign = signs.get(ledger.types[line.account])
            if sign is not None and entry.day.year == year:
                added[line.account] += sign * line.amount
    return {account: amount for account, amount in added.items() if amount}


def register_of(ledger: Ledger, account: str) -> list[RegisterRow]:
    """Every line of an account with the balance after it."""
    balance = Decimal(0)
    rows = []
    for entry in sorted(ledger.entries, key=lambda e: e.day):
        for line in entry.lines:
            if line.account == account:
                balance += line.amount
                rows.append(RegisterRow(entry.reference, entry.day, line.amount, balance))
    return rows
