"""What foreign balances differ by from their worth at a rate."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from dapur_accounting.rules.closing import ZERO, Moved
from dapur_accounting.rules.rounding import in_base


@dataclass(frozen=True)
class Standing:
    """What stands on an account in one foreign currency; debit positive. `base`: what it is carried at."""

    account: int
    currency: str
    base: Decimal
    amount: Decimal


def adjustments(standing: Sequence[Standing], rates: Mapping[str, Decimal], decimals: int) -> list[Moved]:
    """Lines without an amount of their own that bring each balance to its worth, rounded half up.

    A balance of nothing is worth nothing, whatever the rate.
    """
    found = []
    for one in standing:
        worth = in_base(one.amount, rates[one.currency], decimals) if one.amount else ZERO
        if worth != one.base:
            found.append(Moved(one.account, one.currency, worth - one.base, ZERO))
    return found
