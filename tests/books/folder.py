"""A folder with somebody's books: journal, chart, and the figures that another program computed from them."""

import csv
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby
from pathlib import Path

from tests.books.ledgers import Balances, Entry, Ledger, Line, RegisterRow


def read_folder(folder: Path) -> Ledger:
    """Read journal.csv, accounts.csv, trial_balance.csv, income_statement.csv and register_*.csv."""
    chart = [(row["account"], row["type"]) for row in _rows(folder / "accounts.csv")]
    journal = _rows(folder / "journal.csv")
    (currency,) = {row["currency"] for row in journal}
    decimals = max(len(row["amount"].partition(".")[2]) for row in journal)
    return Ledger(
        folder.name,
        currency,
        decimals,
        chart,
        [_entry(number, list(rows)) for number, rows in groupby(journal, key=lambda row: row["entry"])],
        _trial(folder / "trial_balance.csv"),
        _income(folder / "income_statement.csv", dict(chart)),
        _registers(folder, [account for account, _type in chart]),
    )


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _entry(number: str, rows: Sequence[Mapping[str, str]]) -> Entry:
    lines = [Line(row["account"], Decimal(row["amount"]), row["currency"]) for row in rows]
    return Entry(number, date.fromisoformat(rows[0]["date"]), rows[0]["description"], lines)


def _trial(path: Path) -> dict[date, Balances]:
    rows = _rows(path)
    days = [name for name in rows[0] if name != "account"]
    return {date.fromisoformat(day): {row["account"]: amount for row in rows if (amount := Decimal(row[day]))} for day in days}


def _income(path: Path, types: Mapping[str, str]) -> dict[int, Balances]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    years = next(row[1:] for row in rows if row and row[0] == "Account")
    found: dict[int, dict[str, Decimal]] = {int(year): {} for year in years}
    for account, *amounts in (row for row in rows if row and row[0] in types):
        for year, amount in zip(years, amounts, strict=True):
            if Decimal(amount or 0):
                found[int(year)][account] = Decimal(amount)
    return dict(found)


def _registers(folder: Path, accounts: Sequence[str]) -> dict[str, list[RegisterRow]]:
    found = {}
    for path in sorted(folder.glob("register_*.csv")):
        wanted = path.stem.removeprefix("register_")
        account = next(a for a in accounts if a.lower().replace(":", "_").replace(" ", "_") == wanted)
        found[account] = [
            RegisterRow(row["entry"], date.fromisoformat(row["date"]), Decimal(row["amount"]), Decimal(row["running_balance"]))
            for row in _rows(path)
        ]
    return found
