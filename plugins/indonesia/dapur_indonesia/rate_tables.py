"""Tables of rates: a row for the whole amount (TER), or slices of it (article 17)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from dapur_indonesia.dated import Block, percent
from dapur_indonesia.rounding import Exact


@dataclass(frozen=True)
class Row:
    """Amounts above `over` through `up_to` (None: without limit) have this rate, in percent as it is written."""

    over: int
    up_to: int | None
    rate: str

    @property
    def part(self) -> Fraction:
        """The rate as a fraction."""
        return percent(self.rate)

    def holds(self, amount: Exact) -> bool:
        """Whether the amount lies in this row; the upper limit does, what lies a fraction above it does not."""
        return amount > self.over and (self.up_to is None or amount <= self.up_to)


def rows_of(table: Block) -> tuple[Row, ...]:
    """The rows of a table of data; the last one is open where the table says what stands above its limits."""
    limits: list[tuple[int | None, str]] = [(limit, rate) for limit, rate in table["rows"]]
    if "above" in table:
        limits.append((None, table["above"]))
    overs = [-1, *(limit for limit, _rate in limits if limit is not None)]
    return tuple(Row(over, limit, rate) for over, (limit, rate) in zip(overs, limits, strict=False))


def row_for(rows: Sequence[Row], amount: Exact) -> Row:
    """The row in which an amount lies; below zero the first."""
    return next((row for row in rows if row.holds(amount)), rows[0])


def slices(rows: Sequence[Row], amount: Exact) -> Iterator[tuple[Row, Exact]]:
    """The parts of an amount that lie in each row."""
    for row in rows:
        begins = max(row.over, 0)
        if amount <= begins:
            return
        yield row, (amount if row.up_to is None else min(amount, row.up_to)) - begins


def progressive(rows: Sequence[Row], amount: Exact) -> Fraction:
    """Each slice at its own rate, exactly."""
    return sum((part * row.part for row, part in slices(rows, amount)), Fraction(0))
