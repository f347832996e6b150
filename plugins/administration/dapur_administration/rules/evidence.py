"""Evidence of a control by period: when it is due, and how the control stands on a day."""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

Frequency = Literal["none", "month", "quarter", "half_year", "year"]
State = Literal["current", "due_today", "overdue", "none"]
MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
MOST = 600


@dataclass(frozen=True, slots=True)
class Period:
    """A period and when its evidence is due. late_from: the last day of grace; days late count from it."""

    name: str
    first: date
    last: date
    due: date
    late_from: date


@dataclass(frozen=True, slots=True)
class Standing:
    """How a control stands on a day. days: how late the oldest missing evidence is; of `periods` so many are `fulfilled`.

    late_periods: fulfilled after their grace; days_late: the longest of those. Percent have two decimals, of due periods.
    """

    state: State
    days: int
    fulfilled: int
    periods: int
    late_periods: tuple[str, ...]
    days_late: int

    @property
    def percent(self) -> Decimal:
        """Due periods that are fulfilled."""
        return _percent(self.fulfilled, self.periods)

    @property
    def on_time_percent(self) -> Decimal:
        """Due periods that were fulfilled in time."""
        return _percent(self.fulfilled - len(self.late_periods), self.periods)


def _percent(part: int, whole: int) -> Decimal:
    return (Decimal(100) * part / whole if whole else Decimal(100)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def periods(frequency: Frequency, first: date, due_days: int, grace_days: int) -> Iterator[Period]:
    """Periods of the calendar from the one in which a day lies."""
    months = MONTHS.get(frequency, 0)
    if not months:
        return
    month = (first.month - 1) // months * months
    for number in range(MOST):
        year, index = divmod(first.year * 12 + month + number * months, 12)
        end_year, end_index = divmod(first.year * 12 + month + (number + 1) * months - 1, 12)
        last = date(end_year, end_index + 1, monthrange(end_year, end_index + 1)[1])
        due = last + timedelta(days=due_days)
        yield Period(name_of(frequency, year, index), date(year, index + 1, 1), last, due, due + timedelta(days=grace_days))


def name_of(frequency: Frequency, year: int, month: int) -> str:
    """2026-03, 2026-Q1, 2026-H1, 2026; month from 0."""
    return {
        "month": f"{year}-{month + 1:02d}",
        "quarter": f"{year}-Q{month // 3 + 1}",
        "half_year": f"{year}-H{month // 6 + 1}",
    }.get(frequency, f"{year}")


def standing(wanted: Sequence[Period], handed_in: dict[str, date], on: date) -> Standing:
    """How it stands at the end of a day. handed_in: the first day on which each period was fulfilled, as known then."""
    due = [period for period in wanted if period.due <= on]
    came = {name: day for name, day in handed_in.items() if day <= on}
    missing = [period for period in due if period.name not in came]
    late = [period for period in due if period.name in came and came[period.name] > period.late_from]
    overdue = [period for period in missing if period.late_from < on]
    state: State = "none" if not wanted else "overdue" if overdue else "due_today" if missing else "current"
    days = (on - overdue[0].late_from).days if overdue else 0
    slowest = max(((came[period.name] - period.late_from).days for period in late), default=0)
    return Standing(state, days, len(due) - len(missing), len(due), tuple(period.name for period in late), slowest)
