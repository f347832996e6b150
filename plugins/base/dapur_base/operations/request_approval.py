"""Asking for approval of a department's document, and taking the request back."""

from typing import Annotated

from pydantic import StringConstraints

from dapur.contract import Form, NotFound, Refused, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_base.approvals import known_kinds, request_approval, subject_now
from dapur_base.events import ApprovalDecided


class AskApproval(Form):
    """A document: its kind ("accounting.bill") and number."""

    kind: Annotated[str, StringConstraints(min_length=3, max_length=100), Shown(_("Kind of document"), kind="code")]
    document: Annotated[int, Shown(_("Document"), kind="integer")]


class ApprovalAsked(Result):
    """How it stands. request: None where no rule asks for approval."""

    request: int | None
    state: str
    waits_for: list[str]


@operation(
    "base.request_approval", title=_("Ask for approval"), permission="base.approval.request", audit_verb=_("asked for approval")
)
async def ask_approval(work: Work, form: AskApproval) -> ApprovalAsked:
    """Ask those whom the company's rule names. It takes the right of the document's own department, too."""
    kind = (await known_kinds(work)).get(form.kind)
    if kind is None:
        raise Refused("BASE_KIND_UNKNOWN", _("No department that is on has documents of this kind."), field="kind")
    work.need(kind.permission)
    subject = await subject_now(work, form.kind, form.document)
    if subject is None:
        raise NotFound(field="document")
    found = await request_approval(work, subject)
    return ApprovalAsked(request=found.id, state=found.state, waits_for=list(found.waits_for))


class WithdrawApproval(Form):
    """One's own request that still waits."""

    id: Annotated[int, Shown(_("Request"), kind="hidden")]


class ApprovalWithdrawn(Result):
    """The request."""

    id: int


@operation(
    "base.withdraw_approval",
    title=_("Take request back"),
    permission="base.approval.request",
    audit_verb=_("took the request back"),
)
async def withdraw_approval(work: Work, form: WithdrawApproval) -> ApprovalWithdrawn:
    """Take back what you asked for, while nobody has decided it."""
    await work.value("select base.withdraw_approval(%s, %s)", work.scope.company, form.id)
    asked = await work.row(
        "select kind, document_id, digest from base.approval_request where company_id = %s and id = %s",
        work.scope.company,
        form.id,
    )
    assert asked is not None
    work.emit(ApprovalDecided(asked["kind"], asked["document_id"], form.id, "withdrawn", asked["digest"]))
    return ApprovalWithdrawn(id=form.id)
