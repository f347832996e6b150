"""Conditions of filters that have two ends, either of which may be open."""

from typing import Any

from sqlalchemy import ColumnElement, DateTime, and_, cast, func, select, true

from dapur.tables import company


def within(column: ColumnElement[Any], ends: tuple[Any, Any]) -> ColumnElement[bool]:
    """From the first end through the second; None is open."""
    low, high = ends
    return and_(column >= low if low is not None else true(), column <= high if high is not None else true())


def within_days(moment: ColumnElement[Any], company_id: ColumnElement[Any], ends: tuple[Any, Any]) -> ColumnElement[bool]:
    """A moment on these days of the company's zone: where the company is, a month begins at its own midnight."""
    low, high = ends
    owner = company.alias("whose_day")
    zone = select(owner.c.zone).where(owner.c.id == company_id).correlate(company_id.table).scalar_subquery()
    begun = moment >= func.timezone(zone, cast(low, DateTime)) if low is not None else true()
    over = moment < func.timezone(zone, cast(high + 1, DateTime)) if high is not None else true()
    return and_(begun, over)
