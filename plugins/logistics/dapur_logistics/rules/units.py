"""Quantities in other units: fractions, so that nothing is lost."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

MOST_DECIMALS = 12
"""A quantity in the stock unit has at most so many decimals."""


@dataclass(frozen=True)
class NotWhole(Exception):
    """The quantity in stock units is no whole number, and the item is only counted whole."""

    quantity: Decimal


@dataclass(frozen=True)
class UnitUnknown(Exception):
    """The item is not counted in this unit."""

    unit: str


def in_stock_units(quantity: Decimal, unit: str, own: str, factors: Mapping[str, Fraction], whole: bool) -> Decimal:
    """So many stock units. factors: stock units in one of another unit. Raises NotWhole and UnitUnknown.

    What has no end as a decimal number (a third) is rounded half even at MOST_DECIMALS.
    """
    exact = Fraction(quantity) * factor_of(unit, own, factors)
    found = as_decimal(exact)
    if whole and exact.denominator != 1:
        raise NotWhole(found)
    return found


def factor_of(unit: str, own: str, factors: Mapping[str, Fraction]) -> Fraction:
    """Stock units in one of this unit. Raises UnitUnknown."""
    if unit in ("", own):
        return Fraction(1)
    if unit not in factors:
        raise UnitUnknown(unit)
    return factors[unit]


def as_decimal(exact: Fraction) -> Decimal:
    """A fraction as a decimal number of at most MOST_DECIMALS decimals."""
    scaled = round(exact * 10**MOST_DECIMALS)
    found = Decimal(scaled).scaleb(-MOST_DECIMALS)
    return found.quantize(Decimal(1)) if found == found.to_integral_value() else found.normalize()
