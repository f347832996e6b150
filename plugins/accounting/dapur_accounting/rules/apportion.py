"""Cutting an amount into parts that add up to it: the largest remainders get what rounding left, ties the earlier part."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction


def spread(total: Decimal, exact: Sequence[Fraction], places: int) -> list[Decimal]:
    """Round the exact amounts so that they add up to `total`, each within a unit where their sum is within one of it.

    `exact` adds up to about `total`; where it adds up to nothing the first part takes all.
    """
    if not exact:
        return []
    unit = Decimal(1).scaleb(-places)
    scale = Fraction(10**places)
    floors = [(value * scale).numerator // (value * scale).denominator for value in exact]
    missing = int(total / unit) - sum(floors)
    rest = sorted(range(len(exact)), key=lambda n: (-(exact[n] * scale - floors[n]), n))
    each, more = divmod(missing, len(exact))
    for place, n in enumerate(rest):
        floors[n] += each + (1 if place < more else 0)
    return [Decimal(units) * unit for units in floors]


def shared(total: Decimal, weights: Sequence[Fraction], places: int) -> list[Decimal]:
    """Cut a total by weights. Raises ValueError where they add up to nothing."""
    whole = sum(weights, Fraction(0))
    if not whole:
        raise ValueError("the weights add up to nothing")
    return spread(total, [Fraction(total) * weight / whole for weight in weights], places)
