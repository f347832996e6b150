"""PPh 21 of the last tax period: December, or the last month of an employment (PMK 168/2023 arts. 10, 15(1)b, annex B I.2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from dapur_indonesia.dated import block, percent
from dapur_indonesia.pph21 import ptkp_amount, surcharge, yearly_tax
from dapur_indonesia.rounding import Exact, floor_to_thousand, round_tax


@dataclass(frozen=True)
class MonthOfYear:
    """What counts of one month: taxable gross, the worker's own JHT, JP and pension, zakat through the employer, tax withheld."""

    gross: Exact
    pension: Exact = 0
    zakat: Exact = 0
    withheld: Exact = 0


@dataclass(frozen=True)
class YearTax:
    """The true-up, step by step. `tax_last_month` below zero is returned to the worker."""

    gross: Exact
    occupational_cost: int
    pension: Exact
    zakat: Exact
    net: Exact
    previous_net: Exact
    annualised_net: Exact | None
    ptkp: int
    taxable_income: int
    annualised_tax: int | None
    tax_for_period: int
    withheld_before: Exact
    tax_last_month: int


def occupational_cost(gross: Exact, months: int, day: date) -> int:
    """Biaya jabatan: 5% of the whole gross, compared once with the cap of the months worked (PMK 168/2023 art. 10(2))."""
    rule = block("pph21", "occupational_cost", day)
    return round_tax(min(gross * percent(rule["rate"]), Fraction(rule["cap_month"] * months)), day)


def year_tax(
    status: str,
    months: Sequence[MonthOfYear],
    day: date,
    *,
    is_part_year: bool = False,
    has_tax_id: bool = True,
    previous_net: Exact = 0,
    previous_withheld: Exact = 0,
) -> YearTax:
    """The tax of the year and what is left for its last period. `day`: of the last payment; `months`: with this employer.

    is_part_year: tax residence began after January or ends before December, so the net of n months is brought to twelve
    and the tax back to n. previous_net, previous_withheld: from the slip of an employer before, in the same year.
    """
    count = len(months)
    gross, pension, zakat = (_total(months, name) for name in ("gross", "pension", "zakat"))
    cost = occupational_cost(gross, count, day)
    net = gross - cost - pension - zakat
    whole = net + previous_net
    yearly = Fraction(whole) * 12 / count if is_part_year else whole
    free = ptkp_amount(status, day)
    taxable = floor_to_thousand(yearly - free)
    tax = yearly_tax(taxable, day) * surcharge(has_tax_id=has_tax_id, day=day)
    for_period = round_tax(tax * count / 12 if is_part_year else tax, day)
    before = _total(months[:-1], "withheld") + previous_withheld
    return YearTax(
        gross,
        cost,
        pension,
        zakat,
        net,
        previous_net,
        yearly if is_part_year else None,
        free,
        taxable,
        round_tax(tax, day) if is_part_year else None,
        for_period,
        before,
        round_tax(for_period - before, day),
    )


def _total(months: Sequence[MonthOfYear], name: str) -> Exact:
    total: Exact = 0
    for month in months:
        total += getattr(month, name)
    return total
