"""Counts: the variance against what the book said at the moment of counting, and whether it is small enough."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from dapur_logistics.rules.sums import rounded

Outcome = Literal["accepted", "recount", "needs_approval"]


@dataclass(frozen=True)
class Tolerance:
    """What may differ: value and percent of the book; both limits must hold. None: no limit; zero: nothing may."""

    value: Decimal | None
    percent: Decimal | None

    def holds(self, variance: "Variance") -> bool:
        """Whether a difference is small enough. Where the book was empty, no percentage is."""
        if self.value is not None and abs(variance.value) > self.value:
            return False
        return self.percent is None or (variance.percent is not None and variance.percent <= self.percent)


@dataclass(frozen=True)
class Variance:
    """Counted less book, what that is worth, and how much of the book in percent (to two decimals; None: the book was empty)."""

    quantity: Decimal
    value: Decimal
    percent: Decimal | None


def variance_of(counted: Decimal, book: Decimal, cost_of_one: Decimal, places: int) -> Variance:
    """The difference, valued at what one costs."""
    quantity = counted - book
    percent = rounded(abs(quantity) * 100 / book, 2) if book else None
    return Variance(quantity, rounded(quantity * cost_of_one, places), percent)


def judged(variance: Variance, tolerance: Tolerance, round_number: int) -> Outcome:
    """Within tolerance it is accepted. Else another person counts again, once; a difference that is still too big then stands.

    Whether somebody must approve the count is not said here: the company's rules of approval go by what it is worth as a whole.
    """
    if not variance.quantity or tolerance.holds(variance):
        return "accepted"
    return "recount" if round_number == 1 else "needs_approval"
