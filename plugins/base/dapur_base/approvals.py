"""Approvals for other departments: ask, look, insist. Published; departments that require base import it.

A department says which of its documents can be approved by offering the service `ApprovableDocuments`
(`register_services`, readable=True). There is no hook of its own for it: services are already collected, checked and
switched on and off with their plugin, and base reads them whenever it needs to know what a document says *now*.

    class Bills:                                        # plugins/accounting
        kinds = (ApprovalKind("accounting.bill", _("Bill"), "accounting.bill.submit"),)
        async def subject(self, kind, document): ...    # ApprovalSubject or None

    approval = await request_approval(work, subject)    # when the document is sent
    await content_changed(work, subject)                # whenever its content is saved again
    await need_approved(work, subject)                  # before it takes effect: raises Refused
    EventHandler(ApprovalDecided, "after", go_on, …)    # to go on by itself
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal, Protocol

from dapur.contract import Refused, Words, _
from dapur.operations.work import Work
from dapur.queries.reader import Reader
from dapur_base.approval_policies import plan_of
from dapur_base.approval_seating import tell_who_decides

State = Literal["none", "not_needed", "waiting", "approved", "declined", "withdrawn", "void"]


@dataclass(frozen=True)
class ApprovalKind:
    """A kind of document that can be approved. `name`: "plugin.noun". `permission`: what it takes to ask for it."""

    name: str
    title: Words
    permission: str


@dataclass(frozen=True)
class ApprovalSubject:
    """What is to be approved, as it is now.

    title: what people call it ("BILL/2026/11/0065"). detail: what else they need to decide, in a line or two.
    address: where it is inside the company. amount, currency: None and "" where it has none. unit: code of the unit
    whose rules count, "" for all. digest: of everything that is approved, by `digest_of`; other content, other digest.
    requested_by: user whose matter it is; never decides. involved: further users who had a hand in it and never decide.
    """

    kind: str
    id: int
    title: str
    address: str
    digest: str
    requested_by: int
    amount: Decimal | None = None
    currency: str = ""
    unit: str = ""
    detail: str = ""
    involved: Sequence[int] = ()


@dataclass(frozen=True)
class Approval:
    """How it stands. `waits_for`: names of the steps or people that are open now; `reason`: of the last no."""

    state: State
    id: int | None = None
    digest: str = ""
    waits_for: tuple[str, ...] = ()
    reason: str = ""


class ApprovableDocuments(Protocol):
    """Offered by each department, readable: which documents it has that can be approved."""

    kinds: Sequence[ApprovalKind]

    async def subject(self, kind: str, document: int) -> ApprovalSubject | None:
        """What the document says now; None when it is not there."""
        ...


def digest_of(*content: Any) -> str:
    """Digest of plain data (dicts, lists, texts, numbers, dates): the same content gives the same digest."""
    text = json.dumps(content, default=_plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: Any) -> str:
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


async def request_approval(work: Work, subject: ApprovalSubject) -> Approval:
    """Ask. Asked before with the same content: that request. With other content: that one is void, this is new.

    Raises Refused where nobody could decide it, or no rate tells how much it is in the company's currency.
    """
    known = await approval_of(work, subject.kind, subject.id)
    if known.digest == subject.digest and known.state in ("waiting", "approved"):
        return known
    plan = await plan_of(work, subject)
    if plan is None:
        await _make_void(work, subject)
        return Approval("not_needed", digest=subject.digest)
    request = await work.value(
        "select base.open_approval(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s::jsonb)",
        work.scope.company,
        subject.kind,
        subject.id,
        subject.title,
        subject.detail,
        subject.address,
        subject.amount,
        subject.currency or None,
        subject.unit,
        subject.digest,
        subject.requested_by,
        plan.policy,
        json.dumps([step.as_json() for step in plan.steps]),
    )
    await tell_who_decides(work, request)
    return await approval_of(work, subject.kind, subject.id)


async def content_changed(work: Work, subject: ApprovalSubject) -> Approval:
    """Call it whenever the content is saved: what was asked or approved for other content is void and asked anew.

    Nothing was asked: nothing happens.
    """
    known = await approval_of(work, subject.kind, subject.id)
    if known.state in ("waiting", "approved") and known.digest != subject.digest:
        return await request_approval(work, subject)
    return known


async def document_gone(work: Work, kind: str, document: int) -> None:
    """Call it when the document is cancelled: nothing of it waits for anybody any more, and no yes to it counts."""
    await work.value("select base.void_approval(%s, %s, %s, '')", work.scope.company, kind, document)


async def _make_void(work: Work, subject: ApprovalSubject) -> None:
    await work.value("select base.void_approval(%s, %s, %s, %s)", work.scope.company, subject.kind, subject.id, subject.digest)


async def approval_of(source: Work | Reader, kind: str, document: int) -> Approval:
    """How the document's newest request stands; "none" when nobody asked (whether it needs one: `need_approved`)."""
    found = await source.value(NEWEST, source.scope.company, kind, document)
    if found is None:
        return Approval("none")
    return Approval(found["state"], found["id"], found["digest"], tuple(found["waits_for"]), found["reason"])


NEWEST = """
    select jsonb_build_object('id', r.id, 'digest', r.digest,
        'state', case when r.void_at is not null then 'void' else coalesce(r.outcome, 'waiting') end,
        'reason', coalesce((select v.reason from base.approval_vote v where v.company_id = r.company_id and v.request_id = r.id
                            and not v.is_yes order by v.id desc limit 1), ''),
        'waits_for', coalesce((select jsonb_agg(distinct case when t.title <> '' then t.title else u.name end)
            from base.approval_step_state t join base.approval_to_do d on d.company_id = t.company_id and d.request_id = t.request_id
                and d.step_id = t.step_id
            join core.app_user u on u.id = d.voter_id
            where t.company_id = r.company_id and t.request_id = r.id and t.state = 'open'), '[]'))
    from base.approval_request r
    where r.company_id = %s and r.kind = %s and r.document_id = %s order by r.id desc limit 1
"""


async def need_approved(work: Work, subject: ApprovalSubject) -> None:
    """Raise Refused, with what to do, unless exactly this content is approved or needs no approval."""
    known = await approval_of(work, subject.kind, subject.id)
    if known.state == "approved" and known.digest == subject.digest:
        return
    if known.state == "waiting" and known.digest == subject.digest:
        text = _("This waits for approval by {who}.").fill(who=", ".join(known.waits_for))
        raise Refused("BASE_APPROVAL_WAITING", text)
    if await plan_of(work, subject) is None:
        return
    if known.state == "declined" and known.digest == subject.digest:
        text = _("This was declined: {reason} Change it, then ask again.").fill(reason=_sentence(known.reason))
        raise Refused("BASE_APPROVAL_DECLINED", text)
    if known.state in ("waiting", "approved", "void"):
        raise Refused("BASE_APPROVAL_CHANGED", _("This changed after approval was asked for. Ask for approval again."))
    raise Refused("BASE_APPROVAL_NEEDED", _("This needs approval first. Ask for it, then try again."))


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


async def known_kinds(source: Work | Reader) -> dict[str, ApprovalKind]:
    """Kinds of documents of the departments that are on, by name."""
    return {kind.name: kind for offered in source.find_all(ApprovableDocuments) for kind in offered.kinds}


async def subject_now(source: Work | Reader, kind: str, document: int) -> ApprovalSubject | None:
    """What the document says now; None when its department is off or it is not there."""
    for offered in source.find_all(ApprovableDocuments):
        if any(known.name == kind for known in offered.kinds):
            return await offered.subject(kind, document)
    return None
