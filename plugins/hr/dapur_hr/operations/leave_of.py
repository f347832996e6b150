"""Whose leave an operation is about, and whether the actor may act on it."""

from datetime import date
from typing import Any

from dapur.contract import Forbidden, NotFound, Refused, _
from dapur.operations.work import Work
from dapur_hr.operations.employments import employment_on

_REQUEST = """
    select r.id, r.employment_id, r.type_id, r.first_day, r.last_day, r.part, r.days, r.note, r.deputy_id, r.state, r.version,
        m.employee_id, e.party_id, p.name, p.user_id, t.name_id, t.name_en, t.has_balance, t.is_confidential
    from hr.leave_request r
    join hr.employment m on m.company_id = r.company_id and m.id = r.employment_id
    join hr.employee e on e.company_id = m.company_id and e.id = m.employee_id
    join base.party p on p.company_id = e.company_id and p.id = e.party_id
    join hr.leave_type t on t.company_id = r.company_id and t.id = r.type_id
    where r.company_id = %s and r.id = %s
"""


async def own_employee(work: Work) -> int | None:
    """The employee who acts, if they are one."""
    found = await work.value("select hr.employee_of(%s, %s)", work.scope.company, work.actor)
    return int(found) if found is not None else None


async def asked_for(work: Work, employee: int | None, day: date) -> dict[str, Any]:
    """The employment that leave is asked for: the actor's own, or another's with the right to manage leave."""
    own = await own_employee(work)
    if employee is not None and employee != own:
        work.need("hr.leave.manage")
    if employee is None and own is None:
        raise Refused("HR_WHO_IS_AWAY", _("Choose who will be away; you are not an employee here yourself."), field="employee")
    return await employment_on(work, employee or own or 0, day)


async def request_of(source: Any, request: int, *, lock: bool = False) -> dict[str, Any] | None:
    """The request with what surrounds it."""
    rows = await source.rows(_REQUEST + (" for update of r" if lock else ""), source.scope.company, request)
    if not rows or isinstance(rows[0], dict):
        return rows[0] if rows else None
    names = (
        "id", "employment_id", "type_id", "first_day", "last_day", "part", "days", "note", "deputy_id", "state", "version",
        "employee_id", "party_id", "name", "user_id", "name_id", "name_en", "has_balance", "is_confidential",
    )  # fmt: skip
    return dict(zip(names, rows[0], strict=True))


async def locked_request(work: Work, request: int) -> dict[str, Any]:
    """The request, locked. Raises NotFound."""
    found = await request_of(work, request, lock=True)
    if found is None:
        raise NotFound(field="id")
    return found


async def may_decide(work: Work, request: dict[str, Any]) -> None:
    """Raise Forbidden unless the actor leads the person; nobody decides about themselves."""
    if request["user_id"] == work.actor:
        raise Refused("HR_OWN_LEAVE", _("Nobody decides about their own leave. Ask your manager or HR."), field="id")
    if work.scope.rows.get("hr.leave.approve") != "own_team":
        return
    led = await work.value(
        "select 1 from hr.own_team(%s, %s) t where t = %s", work.scope.company, work.actor, request["employee_id"]
    )
    if not led:
        raise Forbidden("hr.leave.approve")
