"""A slip: lines that explain themselves, and their sums."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from dapur.contract import Words
from dapur_base.rules.spans import Span

ZERO = Decimal(0)
LineSide = Literal["earning", "benefit", "deduction", "employer"]
"""benefit: in kind; it is taxed and shown, and not paid out."""


@dataclass(frozen=True)
class Part:
    """A stretch of the month with one amount by contract: `days` of `period` days are paid."""

    span: Span
    full: Decimal
    days: Decimal
    period: int
    amount: Decimal


@dataclass(frozen=True)
class Line:
    """One line. component: number of the component, None for a line of the statute, whose `title` stands here.

    basis, rate: what the amount is a part of, where that can be said. formula: how it was computed. source: by which
    agreement or regulation. entered: what of it was entered for this month alone. rule, inputs: its formula, and what that looked at.
    """

    code: str
    side: LineSide
    amount: Decimal
    formula: Words
    source: Words
    component: int | None = None
    title: Words = ""
    basis: Decimal | None = None
    rate: str = ""
    role: str = ""
    other_role: str = ""
    parts: Sequence[Part] = ()
    entered: Decimal = ZERO
    rule: str = ""
    inputs: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True)
class Slip:
    """The lines of one person's month. notes: what the payroll officer should look at."""

    lines: Sequence[Line]
    paid_days: Decimal
    period_days: int
    unpaid_days: Decimal
    figures: Mapping[str, Decimal] = field(default_factory=dict)
    notes: Sequence[Words] = ()

    def sum(self, side: LineSide) -> Decimal:
        """Of all lines of a side."""
        return sum((line.amount for line in self.lines if line.side == side), ZERO)

    @property
    def gross(self) -> Decimal:
        """What is earned and paid out before deductions."""
        return self.sum("earning")

    @property
    def net(self) -> Decimal:
        """What the person receives."""
        return self.gross - self.sum("deduction")

    @property
    def employer_cost(self) -> Decimal:
        """What the month costs the company."""
        return self.gross + self.sum("employer")
