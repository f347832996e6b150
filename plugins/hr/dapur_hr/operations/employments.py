"""Which employment an operation is about, locked against whoever else changes it."""

from datetime import date
from typing import Any

from dapur.contract import NotFound, Refused, _
from dapur.operations.work import Work

_FIND = """
    select m.id, m.employee_id, e.party_id, m.first_day, m.last_day, m.version
    from hr.employment m join hr.employee e on e.company_id = m.company_id and e.id = m.employee_id
    where m.company_id = %s and m.employee_id = %s
"""


async def known_employee(work: Work, employee: int, field: str = "employee") -> dict[str, Any]:
    """The employee. Raises NotFound."""
    row = await work.row(
        "select e.id, e.party_id, e.number, e.version, p.name from hr.employee e"
        " join base.party p on p.company_id = e.company_id and p.id = e.party_id where e.company_id = %s and e.id = %s",
        work.scope.company,
        employee,
    )
    if row is None:
        raise NotFound(field=field)
    return row


async def employment_on(work: Work, employee: int, day: date, field: str = "employee") -> dict[str, Any]:
    """The employment that holds on a day, locked. Raises NotFound, or Refused for somebody not employed then."""
    row = await work.row(
        _FIND + " and m.first_day <= %s and (m.last_day is null or m.last_day >= %s) for update of m",
        work.scope.company,
        employee,
        day,
        day,
    )
    if row is None:
        known = await known_employee(work, employee, field)
        raise Refused(
            "HR_NOT_EMPLOYED",
            _("{name} is not employed on {day}. Choose a day within the employment.").fill(name=known["name"], day=day),
            field=field,
        )
    return row


async def last_employment(work: Work, employee: int, field: str = "employee") -> dict[str, Any]:
    """The latest employment, locked. Raises NotFound."""
    row = await work.row(_FIND + " order by m.first_day desc limit 1 for update of m", work.scope.company, employee)
    if row is None:
        raise NotFound(field=field)
    return row
