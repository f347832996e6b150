"""Conditions of filters that have two ends, either of which may be open."""

from typing import Any

from sqlalchemy import ColumnElement, and_, or_, true


def within(column: ColumnElement[Any], ends: tuple[Any, Any]) -> ColumnElement[bool]:
    """From the first end through the second; None is open."""
    low, high = ends
    return and_(column >= low if low is not None else true(), column <= high if high is not None else true())


def meets(first: ColumnElement[Any], last: ColumnElement[Any], ends: tuple[Any, Any]) -> ColumnElement[bool]:
    """What holds from a day through another (null: still) and has a day in common with these; None is open."""
    low, high = ends
    begun = first <= high if high is not None else true()
    still = or_(last.is_(None), last >= low) if low is not None else true()
    return and_(begun, still)
