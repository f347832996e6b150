"""Yes or no to leave, and taking it back."""

from typing import Annotated, Any

from pydantic import StringConstraints

from dapur.contract import Form, Refused, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur.services.workforce import LeaveApproved
from dapur_base.approvals import approval_of, document_gone
from dapur_base.operations.decide_approval import Approve, Decline, approve, decline
from dapur_base.operations.delegate import end_deputy, name_deputy
from dapur_base.organisation import user_of_party
from dapur_hr.approvable import LEAVE
from dapur_hr.operations.leave_accounts import NewEntry, lock_accounts, write_entries
from dapur_hr.operations.leave_of import locked_request, may_decide, own_employee
from dapur_hr.queries.words import LEAVE_STATES

REQUEST = Annotated[int, Shown(_("Request"), kind="hidden")]
ANSWER = Annotated[str, StringConstraints(max_length=500)]


class ApproveLeave(Form):
    """Which request."""

    id: REQUEST


class DeclineLeave(Form):
    """Which request, and why not."""

    id: REQUEST
    reason: Annotated[ANSWER, StringConstraints(min_length=1), Shown(_("Reason"), hint=_("Who asked reads it"))]


class CancelLeave(Form):
    """Which request."""

    id: REQUEST


class LeaveDecided(Result):
    """The request and how it stands now."""

    id: int
    state: str


@operation("hr.approve_leave", title=_("Approve leave"), permission="hr.leave.approve", audit_verb=_("approved the leave"))
async def approve_leave(work: Work, form: ApproveLeave) -> LeaveDecided:
    """Say yes: the days leave the balance, each on its own day."""
    request = await locked_request(work, form.id)
    return await _decide(work, request, approved=True, answer="")


@operation("hr.decline_leave", title=_("Decline leave"), permission="hr.leave.approve", audit_verb=_("declined the leave"))
async def decline_leave(work: Work, form: DeclineLeave) -> LeaveDecided:
    """Say no, with the reason."""
    request = await locked_request(work, form.id)
    return await _decide(work, request, approved=False, answer=form.reason)


async def _decide(work: Work, request: dict[str, Any], *, approved: bool, answer: str) -> LeaveDecided:
    """By the rule of approval where one counts, else by whoever leads the person."""
    asked = await approval_of(work, LEAVE, request["id"])
    if asked.state == "waiting" and asked.id is not None:
        if approved:
            vote = await approve.run(work, Approve(id=asked.id, digest=asked.digest))
        else:
            vote = await decline.run(work, Decline(id=asked.id, digest=asked.digest, reason=answer))
        if vote.outcome == "waiting":
            return LeaveDecided(id=request["id"], state="waiting")
    else:
        await may_decide(work, request)
    await settle(work, request, approved=approved, answer=answer)
    return LeaveDecided(id=request["id"], state="approved" if approved else "declined")


@operation("hr.cancel_leave", title=_("Cancel leave"), permission="hr.leave.request", audit_verb=_("cancelled the leave"))
async def cancel_leave(work: Work, form: CancelLeave) -> LeaveDecided:
    """Take a request back, or leave that has not begun; the days come back to the balance. HR may also cancel later."""
    request = await locked_request(work, form.id)
    await need_not_begun(work, request)
    await cancel(work, request)
    return LeaveDecided(id=form.id, state="cancelled")


async def need_not_begun(work: Work, request: dict[str, Any]) -> None:
    """Raise Forbidden for somebody else's leave without the right to manage leave, Refused for own leave that has begun."""
    if await own_employee(work) != request["employee_id"]:
        work.need("hr.leave.manage")
    elif request["state"] == "approved" and request["first_day"] <= work.today:
        raise Refused("HR_LEAVE_BEGUN", _("This leave has begun. Ask HR to change what is left of it."), field="id")


async def cancel(work: Work, request: dict[str, Any]) -> None:
    """Take leave back with its days. Raises Refused for a request that neither waits nor is approved."""
    if request["state"] not in ("waiting", "approved"):
        raise _decided(request)
    if request["state"] == "approved" and request["has_balance"]:
        await _give_back(work, request)
    if request["delegation_id"] is not None:
        await end_deputy(work, request["delegation_id"])
    await document_gone(work, LEAVE, request["id"])
    await _set_state(work, request, "cancelled", "")


async def settle(work: Work, request: dict[str, Any], *, approved: bool, answer: str) -> None:
    """Write what was decided. Raises Refused for a request that does not wait."""
    if request["state"] != "waiting":
        raise _decided(request)
    if approved and request["has_balance"]:
        await lock_accounts(work, request["type_id"], [request["employment_id"]])
        taken = [
            NewEntry(request["employment_id"], row["day"], -row["days"], "taken", request=request["id"])
            for row in await _days(work, request["id"])
        ]
        await write_entries(work, request["type_id"], taken)
    await _set_state(work, request, "approved" if approved else "declined", answer)
    if approved:
        await _stand_in(work, request)
        told = (request["id"], request["employee_id"], request["party_id"], request["first_day"], request["last_day"])
        work.emit(LeaveApproved(*told))


async def _stand_in(work: Work, request: dict[str, Any]) -> None:
    """The deputy decides for the person in these days, where both sign in."""
    if request["deputy_id"] is None or request["user_id"] is None:
        return
    deputy = await user_of_party(work, request["deputy_id"])
    if deputy is None or deputy == request["user_id"]:
        return
    made = await name_deputy(work, request["user_id"], deputy, request["first_day"], request["last_day"])
    await work.run(
        "update hr.leave_request set delegation_id = %s where company_id = %s and id = %s",
        *(made, work.scope.company, request["id"]),
    )


async def _give_back(work: Work, request: dict[str, Any]) -> None:
    await lock_accounts(work, request["type_id"], [request["employment_id"]])
    back = [
        NewEntry(request["employment_id"], row["day"], row["days"], "returned", request=request["id"])
        for row in await _days(work, request["id"])
    ]
    await write_entries(work, request["type_id"], back)


async def _days(work: Work, request: int) -> list[dict[str, Any]]:
    return await work.rows(
        "select day, days from hr.leave_day where company_id = %s and request_id = %s order by day", work.scope.company, request
    )


async def _set_state(work: Work, request: dict[str, Any], state: str, answer: str) -> None:
    await work.run(
        "update hr.leave_request set state = %s, answer = %s, decided_by = %s, decided_at = %s, version = version + 1"
        " where company_id = %s and id = %s",
        *(state, answer, work.actor or None, work.now, work.scope.company, request["id"]),
    )


def _decided(request: dict[str, Any]) -> Refused:
    words = next(choice.title for choice in LEAVE_STATES if choice.value == request["state"])
    return Refused("HR_LEAVE_DECIDED", _("This request does not wait any more: {state}.").fill(state=words), field="id")
