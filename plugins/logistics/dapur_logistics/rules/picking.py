"""Which lots and bins a quantity is picked from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from dapur_logistics.rules.sums import ZERO


@dataclass(frozen=True)
class Lying:
    """A quantity in a bin. lot 0: without. expires: a lot expires at the start of this day. since: first came in."""

    location: int
    lot: int
    quantity: Decimal
    expires: date | None = None
    since: date = date.min


def may_leave(lying: Lying, today: date, least: int | None) -> bool:
    """Whether enough days remain before it expires. least None: expiry does not matter."""
    if least is None or lying.expires is None:
        return True
    return lying.expires > today and lying.expires - today >= timedelta(days=least)


def in_order(lying: Iterable[Lying], removal: str) -> list[Lying]:
    """First what goes first: first to expire, or first to have come in; ties by lot and bin."""
    if removal == "fefo":
        return sorted(lying, key=lambda x: (x.expires or date.max, x.since, x.lot, x.location))
    return sorted(lying, key=lambda x: (x.since, x.lot, x.location))


def pick(
    lying: Iterable[Lying], quantity: Decimal, removal: str, today: date, least: int | None = None
) -> tuple[Sequence[tuple[Lying, Decimal]], Decimal]:
    """Parts that make the quantity, in order, and how much is missing."""
    left = quantity
    parts: list[tuple[Lying, Decimal]] = []
    for place in in_order((x for x in lying if may_leave(x, today, least)), removal):
        if not left:
            break
        taken = min(left, place.quantity)
        parts.append((place, taken))
        left -= taken
    return parts, max(left, ZERO)
