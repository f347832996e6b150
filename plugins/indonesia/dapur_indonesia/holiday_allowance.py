"""THR, the allowance for a religious holiday (Permenaker 6/2016)."""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from dapur_indonesia.dated import block
from dapur_indonesia.rounding import Exact, half_up
from dapur_indonesia.service_time import completed_months


@dataclass(frozen=True)
class HolidayAllowance:
    """months: of service up to the holiday."""

    months: int
    is_due: bool
    amount: int


def holiday_allowance(
    hired: date, holiday: date, wage: Exact, *, ended: date | None = None, is_permanent: bool = True
) -> HolidayAllowance:
    """A monthly wage after twelve months, before that its part by completed months; nothing before the first.

    ended: the last day of employment. A permanent worker who leaves within 30 days before the holiday still has it, one
    whose fixed-term contract ended has not (art. 7).
    """
    rule = block("employment", "holiday_allowance", holiday)
    full = int(rule["full_after_months"])
    months = completed_months(hired, holiday)
    stayed = ended is None or ended >= holiday
    left_late = is_permanent and ended is not None and (holiday - ended).days <= rule["leaver_days_before"]
    is_due = months >= 1 and (stayed or left_late)
    return HolidayAllowance(months, is_due, half_up(Fraction(wage) * min(months, full) / full) if is_due else 0)


def latest_payment(holiday: date) -> date:
    """The last day on which it may be paid (art. 5)."""
    return holiday - timedelta(days=int(block("employment", "holiday_allowance", holiday)["paid_days_before"]))
