"""Pay at the end of an employment: severance, award for service, compensation of a fixed-term contract (PP 35/2021)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from dapur.contract import Refused, _
from dapur_indonesia.dated import block
from dapur_indonesia.pph21 import lump_sum_tax
from dapur_indonesia.rounding import Exact, half_up
from dapur_indonesia.service_time import completed_months, months_later


@dataclass(frozen=True)
class Severance:
    """Months of the table, what they give with the factor of the cause, final tax, and what is left."""

    years: int
    pay_months: int
    award_months: int
    pay: int
    award: int
    total: int
    tax: int

    @property
    def net(self) -> int:
        """What the worker receives."""
        return self.total - self.tax


def severance(hired: date, last_day: date, wage: Exact, cause: str, *, rights: Exact = 0, separation: Exact = 0) -> Severance:
    """By completed years through the last day. rights: compensation of rights (leave not taken); separation: uang pisah.

    Each part is rounded by itself. Raises Refused (SEVERANCE_CAUSE_UNKNOWN).
    """
    rule = block("employment", "severance", last_day)
    if cause not in rule["causes"]:
        raise Refused("SEVERANCE_CAUSE_UNKNOWN", _("This is no cause of the law. Choose one of the list."), field="cause")
    of_pay, of_award = (Fraction(text) for text in rule["causes"][cause])
    years = completed_months(hired, last_day + timedelta(days=1)) // 12
    pay_months = _months(rule["pay"], rule["pay_above"], years)
    award_months = _months(rule["award"], rule["award_above"], years)
    pay, award = half_up(wage * pay_months * of_pay), half_up(wage * award_months * of_award)
    total = pay + award + half_up(rights) + half_up(separation)
    return Severance(years, pay_months, award_months, pay, award, total, lump_sum_tax("severance", total, last_day))


def contract_compensation(first: date, last: date, wage: Exact, *, is_foreigner: bool = False) -> tuple[int, int, int]:
    """Months, days over, and the compensation of a fixed-term contract from its first through its last day (art. 16)."""
    rule = block("employment", "contract_compensation", last)
    end = last + timedelta(days=1)
    months = completed_months(first, end)
    days = (end - months_later(first, months)).days
    if is_foreigner or months < rule["least_months"]:
        return months, days, 0
    served = months + Fraction(days, int(rule["days_of_month"]))
    return months, days, half_up(wage * served / 12)


def _months(table: Sequence[Sequence[int]], above: int, years: int) -> int:
    return next((months for under, months in table if years < under), above)
