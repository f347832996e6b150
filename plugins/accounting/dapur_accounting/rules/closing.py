"""What a closing entry moves: the income and expenses of a year to equity, always only what is not closed yet."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

ZERO = Decimal(0)


@dataclass(frozen=True)
class Moved:
    """What moved on an account in one currency; debit positive. `base` is in the company's currency."""

    account: int
    currency: str
    base: Decimal
    amount: Decimal


def taken_back(moved: Sequence[Moved]) -> Iterator[Moved]:
    """The lines that bring every account to zero.

    Where amount and worth have opposite signs (gains in one currency on the other side of the worth) no rate could join
    them, so each has a line of its own.
    """
    for one in moved:
        if one.amount * one.base < 0:
            yield Moved(one.account, one.currency, -one.base, ZERO)
            yield Moved(one.account, one.currency, ZERO, -one.amount)
        elif one.amount or one.base:
            yield Moved(one.account, one.currency, -one.base, -one.amount)


def profit(moved: Sequence[Moved]) -> Decimal:
    """Income less expenses."""
    return -sum((one.base for one in moved), ZERO)
