"""Reminding those for whom something has waited too long, and telling their managers once it waits twice as long."""

from typing import Any

from dapur.contract import Form, Result, _, operation
from dapur.notices.tell import tell
from dapur.operations.work import Work
from dapur_base.approval_seating import seats_now

STILL = _("Still waits for your approval, for {days} days: {title}")
STUCK = _("Waits for {person} for {days} days: {title}")


class RemindApprovers(Form):
    """Nothing to say."""


class Reminded(Result):
    """How many requests somebody was reminded of."""

    requests: int


@operation(
    "base.remind_approvers", title=_("Remind approvers"), permission="base.approval.manage", audit_verb=_("reminded approvers")
)
async def remind_approvers(work: Work, form: RemindApprovers) -> Reminded:
    """Once a day, for what has waited as many days as its rule says since it was asked or last moved."""
    due = await work.rows(
        "insert into base.approval_reminder (company_id, request_id, day)"
        " select r.company_id, r.id, %s from base.approval_request r where r.company_id = %s and r.outcome is null"
        " and r.void_at is null and %s >= r.remind_after_days + timezone(%s, greatest(r.requested_at, (select max(v.voted_at)"
        " from base.approval_vote v where v.company_id = r.company_id and v.request_id = r.id)))::date"
        " on conflict do nothing returning request_id",
        work.today,
        work.scope.company,
        work.today,
        work.company.zone,
    )
    for row in due:
        await _remind(work, row["request_id"])
    return Reminded(requests=len(due))


async def _remind(work: Work, request: int) -> None:
    asked = await work.row(
        "select title, remind_after_days, (%s - timezone(%s, requested_at)::date) as days from base.approval_request"
        " where company_id = %s and id = %s",
        work.today,
        work.company.zone,
        work.scope.company,
        request,
    )
    assert asked is not None
    page = f"base/approvals/{request}"
    for seat in await seats_now(work, request):
        await tell(work, [seat.voter], "base.reminder", STILL.fill(days=asked["days"], title=asked["title"]), page)
    if asked["days"] >= 2 * asked["remind_after_days"]:
        await _tell_managers(work, request, asked, page)


async def _tell_managers(work: Work, request: int, asked: dict[str, Any], page: str) -> None:
    rows = await work.rows(
        "select distinct a.stand_in_id, u.name from base.approval_approver a join base.approval_to_do t on t.company_id = a.company_id"
        " and t.step_id = a.step_id and t.for_user_id = a.user_id join core.app_user u on u.id = a.user_id"
        " where a.company_id = %s and a.request_id = %s and a.stand_in_id is not null",
        work.scope.company,
        request,
    )
    for row in rows:
        words = STUCK.fill(person=row["name"], days=asked["days"], title=asked["title"])
        await tell(work, [row["stand_in_id"]], "base.escalation", words, page, once=True)
