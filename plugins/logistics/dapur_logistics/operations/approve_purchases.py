"""Purchase orders are sent to who approves them."""

from dapur.contract import Result, _, operation
from dapur.operations.work import Work
from dapur_base.approvals import request_approval
from dapur_logistics.operations.place_orders import OneOrder, seen
from dapur_logistics.operations.save_purchase_order import draft_held
from dapur_logistics.purchase_approval import subject_of


class PurchaseApprovalAsked(Result):
    """How it stands: "not_needed", "waiting" or "approved"."""

    id: int
    state: str


@operation(
    "logistics.request_purchase_approval",
    title=_("Ask for approval"),
    permission="logistics.purchase",
    audit_verb=_("asked for approval"),
)
async def request_purchase_approval(work: Work, form: OneOrder) -> PurchaseApprovalAsked:
    """Send the draft to those who approve it by the company's rules. Where no rule asks for it, it may be placed at once."""
    await seen(work, await draft_held(work, "purchase_order", form.id), "purchase_order", form)
    return PurchaseApprovalAsked(id=form.id, state=(await request_approval(work, await subject_of(work, form.id))).state)
