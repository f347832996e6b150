"""Attendance decides completion."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from dapur_training.rules.scoring import rounded


def attended_percent(days: Sequence[bool]) -> Decimal:
    """Days that somebody was there, in percent with two decimals; an excuse is no attendance."""
    return rounded(Fraction(100 * sum(days), len(days))) if days else Decimal("0.00")


def attended_enough(days: Sequence[bool], min_percent: Decimal) -> bool:
    """Whether days × 100 ≥ minimum × all days, exactly."""
    return bool(days) and sum(days) * 100 >= min_percent * len(days)
