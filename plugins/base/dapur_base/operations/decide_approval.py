"""Yes or no to what waits: one vote of one person, bound to what was seen."""

from decimal import Decimal
from typing import Annotated, Any

from pydantic import StringConstraints

from dapur.contract import Form, NotFound, Refused, Result, Shown, Text, _, operation
from dapur.notices.tell import settle, tell
from dapur.operations.work import Work
from dapur_base.approval_seating import tell_who_decides
from dapur_base.approvals import ApprovalSubject, approval_of, subject_now
from dapur_base.events import ApprovalDecided

DIGEST = Annotated[str, StringConstraints(max_length=128), Shown(_("Content that was seen"), kind="hidden")]
REASON = Annotated[str, StringConstraints(max_length=500)]
ASKING = ("base.approval", "base.reminder", "base.escalation")
APPROVED = _("Approved: {title}")
DECLINED = _("Declined: {title}. {reason}")


class Approve(Form):
    """A request and the content that was seen."""

    id: Annotated[int, Shown(_("Request"), kind="hidden")]
    digest: DIGEST


class Decline(Form):
    """A request, the content that was seen, and why not."""

    id: Annotated[int, Shown(_("Request"), kind="hidden")]
    digest: DIGEST
    reason: Annotated[REASON, StringConstraints(min_length=1), Shown(_("Reason"), width="wide", hint=_("Who asked reads it"))]


class Decided(Result):
    """What came of it. outcome: "waiting" while others still decide; waits_for: who they are."""

    id: int
    outcome: str
    waits_for: list[str]


@operation("base.approve", title=_("Approve"), permission="base.approval.decide", audit_verb=_("approved"))
async def approve(work: Work, form: Approve) -> Decided:
    """Say yes to what waits for you, or for whom you stand in."""
    return await _vote(work, form.id, form.digest, is_yes=True, reason="")


@operation("base.decline", title=_("Decline"), permission="base.approval.decide", audit_verb=_("declined"))
async def decline(work: Work, form: Decline) -> Decided:
    """Say no to what waits for you, with the reason."""
    return await _vote(work, form.id, form.digest, is_yes=False, reason=form.reason)


async def _vote(work: Work, request: int, digest: str, *, is_yes: bool, reason: str) -> Decided:
    asked = await work.row(
        "select kind, document_id, title, amount, digest, requested_by, asked_by, void_at from base.approval_request"
        " where company_id = %s and id = %s",
        work.scope.company,
        request,
    )
    if asked is None:
        raise NotFound(field="id")
    now = await _unchanged(work, asked)
    if now is not None and work.actor in now.involved:
        raise Refused("BASE_OWN_REQUEST", _("You had a hand in this yourself. Somebody else must decide."), field="id")
    cast = await work.row("select * from base.cast_vote(%s, %s, %s, %s, %s)", work.scope.company, request, digest, is_yes, reason)
    assert cast is not None
    page = f"base/approvals/{request}"
    await settle(work, ASKING, page, None if cast["outcome"] else work.actor)
    if cast["outcome"] is None:
        await tell_who_decides(work, request)
        known = await approval_of(work, asked["kind"], asked["document_id"])
        return Decided(id=request, outcome="waiting", waits_for=list(known.waits_for))
    work.emit(ApprovalDecided(asked["kind"], asked["document_id"], request, cast["outcome"], asked["digest"]))
    words = APPROVED if cast["outcome"] == "approved" else DECLINED.fill(reason=reason)
    users = {asked["requested_by"], asked["asked_by"]}
    await tell(work, users, "base.decided", words.fill(title=asked["title"]), page)
    return Decided(id=request, outcome=cast["outcome"], waits_for=[])


async def _unchanged(work: Work, asked: dict[str, Any]) -> ApprovalSubject | None:
    """What the document says now: it must be what was asked, even if its department told nobody that it changed.

    None where its department is off.
    """
    if asked["void_at"] is not None:
        newest = await work.row(
            "select title, amount from base.approval_request where company_id = %s and kind = %s and document_id = %s"
            " order by id desc limit 1",
            work.scope.company,
            asked["kind"],
            asked["document_id"],
        )
        assert newest is not None
        raise Refused("BASE_APPROVAL_CHANGED", _difference(asked, newest["title"], newest["amount"]), field="id")
    now = await subject_now(work, asked["kind"], asked["document_id"])
    if now is not None and now.digest != asked["digest"]:
        raise Refused("BASE_APPROVAL_CHANGED", _difference(asked, now.title, now.amount), field="id")
    return now


def _difference(asked: dict[str, Any], title: str, amount: Decimal | None) -> Text:
    if amount is not None and asked["amount"] is not None and amount != asked["amount"]:
        text = _("{title} changed after approval was asked for: {before} to {after}. Check it again before you decide.")
        return text.fill(title=title, before=asked["amount"], after=amount)
    return _("{title} changed after approval was asked for. Check it again before you decide.").fill(title=title)
