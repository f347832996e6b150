"""The roundings of rounding.toml. Everything before them is an exact fraction."""

from datetime import date
from fractions import Fraction
from math import floor

from dapur_indonesia.dated import block

Exact = Fraction | int


def half_up(amount: Exact) -> int:
    """To whole rupiah, half away from zero: wages, contributions and fines (a convention, no regulation was found)."""
    return -half_up(-amount) if amount < 0 else floor(amount + Fraction(1, 2))


def round_tax(amount: Exact, day: date) -> int:
    """Tax in slips, invoices and returns: half up since 22 May 2025 (PER-11/PJ/2025 art. 129), down before."""
    return half_up(amount) if block("rounding", "tax", day)["mode"] == "half_up" else floor(amount)


def floor_to_thousand(amount: Exact) -> int:
    """Taxable income of a year (UU PPh art. 17(4)); never below zero."""
    return max(0, floor(Fraction(amount) / 1000)) * 1000
