"""A tax return as sums: what is owed for a period after what is got back and what was carried forward."""

from dataclasses import dataclass
from decimal import Decimal

ZERO = Decimal(0)


@dataclass(frozen=True)
class Outcome:
    """One of payable and overpaid is zero; what is overpaid is carried forward."""

    payable: Decimal
    overpaid: Decimal


def outcome(output: Decimal, input_tax: Decimal, carried: Decimal) -> Outcome:
    """Output less input less what the return before carried forward."""
    left = output - input_tax - carried
    return Outcome(max(left, ZERO), max(-left, ZERO))


def box_of(side: str, treatment: str, deductible: bool, taxed: bool) -> str:
    """The box that the base of a document goes to."""
    if treatment == "reverse_charge":
        return "reverse_charge_base"
    if side == "sales":
        return "sales_standard_base" if treatment == "standard" and taxed else f"sales_{_plain(treatment)}_base"
    if treatment == "standard" and taxed:
        return "purchases_standard_base" if deductible else "non_deductible_base"
    return f"purchases_{_plain(treatment)}_base"


def _plain(treatment: str) -> str:
    return "exempt" if treatment == "exempt" else "zero"
