"""How much of an open item a settlement takes, in the company's currency; and which items a sum pays."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from dapur_accounting.rules.rounding import rounded

ZERO = Decimal(0)


@dataclass(frozen=True)
class OpenItem:
    """A line on a receivable or payable account. Signs are those of the ledger: debit positive.

    amount and open_amount are in `currency`, base and open_base in the company's own.
    """

    entry: int
    line: int
    account: int
    party: int | None
    side: str
    date: datetime.date
    due: datetime.date
    currency: str
    amount: Decimal
    base: Decimal
    open_amount: Decimal
    open_base: Decimal


def relieved(item: OpenItem, amount: Decimal, places: int) -> Decimal:
    """The share of the item's original base amount that settling `amount` of it takes, rounded half up.

    Whoever settles the last takes what is left, so that no crumb stays. `amount` has the sign of the item.
    """
    if amount == item.open_amount:
        return item.open_base
    share = rounded(item.base * amount / item.amount, places)
    return min(share, item.open_base, key=abs)


def oldest_first(items: Sequence[OpenItem], sum_to_pay: Decimal) -> list[tuple[OpenItem, Decimal]]:
    """Which items a sum settles when nobody chose: by due date, then as they were posted. Amounts are positive."""
    found: list[tuple[OpenItem, Decimal]] = []
    for item in sorted(items, key=lambda i: (i.due, i.date, i.entry, i.line)):
        part = min(abs(item.open_amount), sum_to_pay)
        if part <= 0:
            break
        found.append((item, part))
        sum_to_pay -= part
    return found
