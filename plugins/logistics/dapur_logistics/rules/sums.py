"""Exact arithmetic of quantities and values: shares, halves rounded up, no residue."""

from collections.abc import Sequence
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal

ZERO = Decimal(0)
EXACT = Context(prec=80)
"""Wide enough that quantity times value never rounds."""


def rounded(value: Decimal, places: int) -> Decimal:
    """Rounded half up (away from zero) to these decimals."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, EXACT)


def share(value: Decimal, part: Decimal, whole: Decimal, places: int) -> Decimal:
    """`part` of `whole`'s value, rounded half up; the whole takes all of it, so that nothing is left over."""
    if part == whole:
        return value
    return rounded(EXACT.divide(EXACT.multiply(value, part), whole), places)


def shares(amount: Decimal, weights: Sequence[Decimal], places: int) -> list[Decimal]:
    """An amount spread by weights so that it adds up: what is left of rounding down goes to the largest remainders.

    Ties go to the earlier weight. Raises ValueError where all weights are zero.
    """
    whole = sum(weights, ZERO)
    if whole <= 0:
        raise ValueError("nothing to spread over")
    unit = Decimal(1).scaleb(-places)
    sign = -1 if amount < 0 else 1
    exact = [EXACT.divide(EXACT.multiply(abs(amount), weight), whole) for weight in weights]
    floors = [part.quantize(unit, ROUND_FLOOR, EXACT) for part in exact]
    left = int((abs(amount) - sum(floors, ZERO)) / unit)
    first = sorted(range(len(weights)), key=lambda n: (floors[n] - exact[n], n))[:left]
    return [sign * (floor + (unit if n in first else ZERO)) for n, floor in enumerate(floors)]


def plain(value: Decimal) -> str:
    """Without exponent and without zeros at the end."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
