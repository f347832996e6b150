"""A ledger as plain data, and what its statements must say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

Balances = Mapping[str, Decimal]


@dataclass(frozen=True)
class Line:
    """One line: `amount` in the currency of the books, debit positive; `foreign` in `currency` where that is another one."""

    account: str
    amount: Decimal
    currency: str
    foreign: Decimal | None = None
    rate: Decimal | None = None


@dataclass(frozen=True)
class Entry:
    """An entry of a journal; its lines add up to zero."""

    reference: str
    day: date
    text: str
    lines: Sequence[Line]


@dataclass(frozen=True)
class RegisterRow:
    """A line of an account's register: the entry, its day, the amount, the balance after it."""

    reference: str
    day: date
    amount: Decimal
    balance: Decimal


@dataclass(frozen=True)
class Ledger:
    """Chart (account path, type), entries, and the expected figures.

    trial: day -> account -> balance (debit positive; zero is left out). income: year -> account -> amount
    (income and cost positive). registers: account -> rows in order of day and entry.
    """

    name: str
    currency: str
    decimals: int
    chart: Sequence[tuple[str, str]]
    entries: Sequence[Entry]
    trial: Mapping[date, Balances] = field(default_factory=dict)
    income: Mapping[int, Balances] = field(default_factory=dict)
    registers: Mapping[str, Sequence[RegisterRow]] = field(default_factory=dict)

    @property
    def types(self) -> Mapping[str, str]:
        """asset, liability, equity, income or expense, by account."""
        return dict(self.chart)
