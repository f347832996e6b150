"""Whose leave an operation is about, and whether the actor may act on it."""

from datetime import date
from typing import Any

from dapur.contract import Forbidden, NotFound, Refused, _
from dapur.operations.work import Work
from dapur_hr.approvable import request_of
from dapur_hr.operations.employments import employment_on


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
