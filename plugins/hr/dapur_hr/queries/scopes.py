"""Whose rows somebody sees: the own ones, or those of the own team, which the own ones are part of."""

from collections.abc import Callable

from sqlalchemy import ColumnElement, func, select

from dapur_hr.tables import employee

COMPANY = func.core.current_company()
Scope = Callable[[int], ColumnElement[bool]]


def _team(user: int) -> ColumnElement[bool]:
    return employee.c.id.in_(select(func.hr.own_team(COMPANY, user)))


def _self(user: int) -> ColumnElement[bool]:
    return employee.c.id == select(func.hr.employee_of(COMPANY, user)).scalar_subquery()


SELF: dict[str, Scope] = {"self": _self}
TEAM: dict[str, Scope] = {"own_team": _team, **SELF}
