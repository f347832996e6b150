"""The suite's own ledger is the same everywhere, and what it says of itself holds together."""

import hashlib
from datetime import date
from decimal import Decimal

from tests.books.own_ledger import DAYS, own_ledger


def test_the_own_ledger_is_the_same_on_every_machine() -> None:
    ledger = own_ledger()
    digest = hashlib.sha256(repr(ledger.entries).encode()).hexdigest()

    assert len(ledger.entries) > 500
    assert {line.currency for entry in ledger.entries for line in entry.lines} == {"IDR", "USD", "SGD"}
    assert digest[:16] == "14560df580d925a2"


def test_every_trial_balance_adds_up_to_zero() -> None:
    ledger = own_ledger()

    assert {sum(balances.values(), Decimal(0)) for balances in ledger.trial.values()} == {Decimal(0)}
    assert set(ledger.trial) == set(DAYS)


def test_the_income_of_all_years_is_what_the_last_trial_balance_holds() -> None:
    ledger = own_ledger()
    earned = sum(
        (
            amount if ledger.types[account] == "income" else -amount
            for year in ledger.income.values()
            for account, amount in year.items()
        ),
        Decimal(0),
    )
    held = sum(
        (a for account, a in ledger.trial[date(2026, 6, 30)].items() if ledger.types[account] in ("income", "expense")),
        Decimal(0),
    )

    assert earned == -held


def test_a_register_ends_where_the_trial_balance_is() -> None:
    ledger = own_ledger()

    for account, rows in ledger.registers.items():
        assert rows[-1].balance == ledger.trial[DAYS[-1]][account]
