"""Pay in long absences, and the fine on wages that are paid late."""

from datetime import date
from fractions import Fraction

from dapur_indonesia.dated import Block, block, percent
from dapur_indonesia.rounding import Exact, half_up


def maternity_pay(wage: Exact, months: int, day: date) -> list[int]:
    """Pay of each month of maternity leave (UU 4/2024 art. 5)."""
    return _by_month(wage, months, block("employment", "maternity_pay", day))


def sick_pay(wage: Exact, months: int, day: date) -> list[int]:
    """Pay of each month of an illness (UU 13/2003 art. 93(3))."""
    return _by_month(wage, months, block("employment", "sick_pay", day))


def late_wage_percent(days: int, day: date) -> Fraction:
    """The fine in percent of a wage that is so many days late (PP 36/2021 art. 61)."""
    rule = block("employment", "late_wage", day)
    first = max(0, min(days, int(rule["until_day"])) - int(rule["from_day"]) + 1)
    more = max(0, days - int(rule["until_day"]))
    return min(
        first * Fraction(rule["percent_a_day"]) + more * Fraction(rule["percent_a_day_after"]), Fraction(rule["ceiling_percent"])
    )


def late_wage_fine(wage: Exact, due: date, paid: date) -> int:
    """The fine in rupiah."""
    return half_up(wage * late_wage_percent((paid - due).days, due) / 100)


def _by_month(wage: Exact, months: int, rule: Block) -> list[int]:
    return [half_up(wage * percent(_percent(rule, month))) for month in range(1, months + 1)]


def _percent(rule: Block, month: int) -> str:
    return str(next((rate for through, rate in rule["rows"] if month <= through), rule.get("above", "0")))
