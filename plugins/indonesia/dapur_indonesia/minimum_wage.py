"""Minimum wages of provinces and regencies, and what a wage has to hold (PP 36/2021 arts. 7, 23)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from dapur_indonesia.dated import block_or_none, percent, read_data
from dapur_indonesia.rounding import Exact


@dataclass(frozen=True)
class WageCheck:
    """is_enough: the wage reaches the minimum. basic_share_is_enough: basic pay is at least 75% of it with fixed allowances."""

    is_enough: bool
    basic_share_is_enough: bool


def check_wage(basic: Exact, fixed_allowances: Exact, minimum: Exact) -> WageCheck:
    """Compare a monthly wage with the minimum of its place."""
    share = percent(read_data("minimum_wage")["basic_share_min_percent"])
    wage = basic + fixed_allowances
    return WageCheck(wage >= minimum, Fraction(basic) >= wage * share)


def minimum_wage(place: str, day: date) -> Decimal | None:
    """Of a regency or city by its name, or of a province by its BPS code; None where it is not known for this day."""
    for kind in ("regency", "province"):
        found = block_or_none("minimum_wage", kind, day)
        if found is not None and place in found["amounts"]:
            return Decimal(str(found["amounts"][place]))
    return None
