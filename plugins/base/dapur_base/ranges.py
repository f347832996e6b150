"""Conditions of filters that have two ends, either of which may be open."""

from typing import Any

from sqlalchemy import ColumnElement, and_, true


def within(column: ColumnElement[Any], ends: tuple[Any, Any]) -> ColumnElement[bool]:
    """From the first end through the second; None is open."""
    low, high = ends
    return and_(column >= low if low is not None else true(), column <= high if high is not None else true())
