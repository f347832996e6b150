"""Days of a company's zone in conditions of queries: where the company is, a day begins at its own midnight."""

from typing import Any

from sqlalchemy import ColumnClause, ColumnElement, Date, DateTime, and_, cast, func, select, true

from dapur.tables import company

_owner = company.alias("whose_day")


def zone_of(company_id: ColumnElement[Any]) -> ColumnElement[Any]:
    """The zone of a row's company; of `func.core.current_company()` it is looked up once for the whole list."""
    return _of_company(company_id, _owner.c.zone)


def today_of(company_id: ColumnElement[Any]) -> ColumnElement[Any]:
    """Today where the company is, on the clock that tests and demo set; worked out as often as `zone_of` is looked up."""
    return _of_company(company_id, cast(func.timezone(_owner.c.zone, func.core.now()), Date))


def _of_company(company_id: ColumnElement[Any], what: ColumnElement[Any]) -> ColumnElement[Any]:
    found = select(what).where(_owner.c.id == company_id)
    return (found.correlate(company_id.table) if isinstance(company_id, ColumnClause) else found).scalar_subquery()


def within_days(moment: ColumnElement[Any], company_id: ColumnElement[Any], ends: tuple[Any, Any]) -> ColumnElement[bool]:
    """A moment on these days, the first and the last included; None is open."""
    low, high = ends
    zone = zone_of(company_id)
    begun = moment >= func.timezone(zone, cast(low, DateTime)) if low is not None else true()
    over = moment < func.timezone(zone, cast(high + 1, DateTime)) if high is not None else true()
    return and_(begun, over)
