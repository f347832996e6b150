"""Leave is moved, made shorter or longer: what was asked before is taken back, what is wanted now takes its place."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import StringConstraints

from dapur.contract import Form, Refused, Shown, _, operation
from dapur.operations.work import Work
from dapur_hr.operations.decide_leave import REQUEST, cancel, need_not_begun, settle
from dapur_hr.operations.leave_of import locked_request
from dapur_hr.operations.request_leave import OVERLAP, PARTS, LeaveRequested, RequestLeave, ask_approval, put_request

_MORE = """
    select exists (select from hr.leave_day n left join hr.leave_day o
                   on o.company_id = n.company_id and o.day = n.day and o.request_id = %s
                   where n.company_id = %s and n.request_id = %s and n.days > coalesce(o.days, 0))
"""


class ChangeLeave(Form):
    """Which leave, and the days that hold now. Leave, deputy and note stay."""

    id: REQUEST
    dates: Annotated[str, StringConstraints(max_length=60), Shown(_("Days"), hint=_("Like 1/12-3/12, or 1/12"))] = ""
    part: Annotated[Literal["", "morning", "afternoon"], Shown(_("Part of the day"), kind="choice", choices=PARTS)] = ""
    first_day: Annotated[date | None, Shown(_("First day"), kind="hidden")] = None
    last_day: Annotated[date | None, Shown(_("Last day"), kind="hidden")] = None


@operation(
    "hr.change_leave",
    title=_("Change leave"),
    permission="hr.leave.request",
    audit_verb=_("changed the leave"),
    conflicts=OVERLAP,
)
async def change_leave(work: Work, form: ChangeLeave) -> LeaveRequested:
    """Put other days in the place of leave that waits or is approved; a deputy follows.

    Only days that were approved before stay approved; others are asked for anew. HR may also change leave that has begun.
    """
    before = await locked_request(work, form.id)
    await need_not_begun(work, before)
    await cancel(work, before)
    made = await put_request(work, await _wanted(work, form, before))
    if before["state"] != "approved" or await _asks_for_more(work, made.id, before, form.part):
        await ask_approval(work, made.id)
        return made
    await settle(work, await locked_request(work, made.id), approved=True, answer="")
    return LeaveRequested(id=made.id, state="approved", days=made.days)


async def _wanted(work: Work, form: ChangeLeave, before: dict[str, Any]) -> RequestLeave:
    if not form.dates and form.first_day is None:
        raise Refused("HR_DAYS_UNREADABLE", _("Write the days like 1/12-3/12, or one day like 1/12."), field="dates")
    deputy = await work.value(
        "select id from hr.employee where company_id = %s and party_id = %s", work.scope.company, before["deputy_id"]
    )
    return RequestLeave(
        dates=form.dates,
        first_day=form.first_day,
        last_day=form.last_day,
        part=form.part,
        type=before["type_id"],
        employee=before["employee_id"],
        deputy=deputy,
        note=before["note"],
    )


async def _asks_for_more(work: Work, request: int, before: dict[str, Any], part: str) -> bool:
    """Whether the request covers a day, or a part of one, that the one before did not."""
    if before["part"] not in ("", part):
        return True
    return bool(await work.value(_MORE, before["id"], work.scope.company, request))
