"""Days of a company's zone in conditions of queries: where the company is, a day begins at its own midnight."""

from typing import Any

from sqlalchemy import ColumnClause, ColumnElement, Date, DateTime, and_, cast, func, select, true

from dapur.tables import company


def zone_of(company_id: ColumnElement[Any]) -> ColumnElement[Any]:
    """The zone of a row's company; of `func.core.current_company()` it is looked up once for the whole list."""
    owner = company.alias("whose_day")
    zone = select(owner.c.zone).where(owner.c.id == company_id)
    return (zone.correlate(company_id.table) if isinstance(company_id, ColumnClause) else zone).scalar_subquery()


def today_of(company_id: ColumnElement[Any]) -> ColumnElement[Any]:
    """Today where the company is, on the clock that tests and demo set."""
    return cast(func.timezone(zone_of(company_id), func.core.now()), Date)


def within_days(moment: ColumnElement[Any], company_id: ColumnElement[Any], ends: tuple[Any, Any]) -> ColumnElement[bool]:
    """A moment on these days, the first and the last included; None is open."""
    low, high = ends
    zone = zone_of(company_id)
    begun = moment >= func.timezone(zone, cast(low, DateTime)) if low is not None else true()
    over = moment < func.timezone(zone, cast(high + 1, DateTime)) if high is not None else true()
    return and_(begun, over)
