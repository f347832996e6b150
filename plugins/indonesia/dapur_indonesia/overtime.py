"""Overtime pay (PP 35/2021 arts. 26 to 35)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from dapur_indonesia.dated import block, percent
from dapur_indonesia.rounding import Exact, half_up


@dataclass(frozen=True)
class Overtime:
    """hourly: exact pay of an hour. units: hours times their factors. amount: rounded once over all days."""

    hourly: Fraction
    units: Fraction
    amount: int


def hourly_wage(wage: Exact, variable: Exact, day: date) -> Fraction:
    """A 173rd of the monthly wage, or of 75% of everything where other allowances make that more (art. 32)."""
    rule = block("employment", "overtime", day)
    least = (wage + variable) * percent(rule["least_share_percent"]) if variable else Fraction(0)
    return max(Fraction(wage), least) / int(rule["hourly_divisor"])


def units_of(kind: str, hours: Fraction, week_days: int, day: date) -> Fraction:
    """Hours of one day times the factors of its steps. kind: workday, rest (also holidays), short_day_holiday."""
    steps = block("employment", "overtime", day)["steps"]
    begins, units = Fraction(0), Fraction(0)
    table = steps["workday"] if kind == "workday" else steps[f"{kind}_{week_days}"]
    for number, (limit, factor) in enumerate(table, 1):
        ends = hours if number == len(table) else min(hours, Fraction(limit))
        units += max(ends - begins, Fraction(0)) * Fraction(factor)
        begins = max(begins, ends)
    return units


def overtime(wage: Exact, variable: Exact, week_days: int, days: Sequence[tuple[str, Fraction]], day: date) -> Overtime:
    """Pay of several days: each (kind, hours). wage: basic pay and fixed allowances, whatever the absence of the month."""
    hourly = hourly_wage(wage, variable, day)
    units = sum((units_of(kind, hours, week_days, day) for kind, hours in days), Fraction(0))
    return Overtime(hourly, units, half_up(hourly * units))


def monthly_of_daily(daily: Exact, week_days: int, day: date) -> tuple[int, Exact]:
    """The month of somebody who is paid by the day, for overtime: the factor and the wage."""
    factor = int(block("employment", "overtime", day)["daily_month_factor"][str(week_days)])
    return factor, daily * factor
