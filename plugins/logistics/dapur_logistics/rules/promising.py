"""How stock is promised: all of an order or nothing, or as much as there is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from dapur_logistics.rules.sums import ZERO


@dataclass(frozen=True)
class Wanted:
    """What a line still waits for. key: what it is taken from (item and warehouse)."""

    line: int
    key: tuple[int, int]
    quantity: Decimal


def promise(wanted: Sequence[Wanted], free: Mapping[tuple[int, int], Decimal]) -> dict[int, Decimal]:
    """As much as there is for each line, in their order; lines that get nothing are left out."""
    left = dict(free)
    given: dict[int, Decimal] = {}
    for each in wanted:
        part = min(each.quantity, left.get(each.key, ZERO))
        if part > 0:
            given[each.line] = given.get(each.line, ZERO) + part
            left[each.key] -= part
    return given


def first_short(wanted: Sequence[Wanted], free: Mapping[tuple[int, int], Decimal]) -> tuple[Wanted, Decimal] | None:
    """The first line for which there is not enough after those before it, and what there is for it. None: enough for all."""
    left = dict(free)
    for each in wanted:
        there = left.get(each.key, ZERO)
        if each.quantity > there:
            return each, there
        left[each.key] = there - each.quantity
    return None
