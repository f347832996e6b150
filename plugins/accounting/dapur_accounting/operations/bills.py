"""Bills, advances and credit notes of suppliers."""

from dapur.contract import Result, _, operation
from dapur.operations.work import Work
from dapur_accounting.operations.any_document import CONFLICTS, DocumentSaved, OneDocument
from dapur_accounting.operations.documents.approving import ask_approval, changed, check_approved
from dapur_accounting.operations.documents.drafts import read_head, save
from dapur_accounting.operations.documents.forms import PurchaseDocument
from dapur_accounting.operations.documents.posting import Posted, post_document
from dapur_accounting.rules.kinds import KINDS


@operation(
    "accounting.save_bill",
    title=_("Save draft"),
    permission="accounting.document.draft",
    audit_verb=_("saved the draft"),
    conflicts=CONFLICTS,
)
async def save_bill(work: Work, form: PurchaseDocument) -> DocumentSaved:
    """Keep a bill, credit note or advance of a supplier that is not posted yet. The same number of theirs is kept once."""
    row = await save(work, form)
    await changed(work, row["id"])
    return DocumentSaved(**row)


@operation(
    "accounting.post_bill",
    title=_("Post"),
    permission="accounting.bill.post",
    audit_verb=_("posted the bill"),
    conflicts=CONFLICTS,
)
async def post_bill(work: Work, form: PurchaseDocument) -> Posted:
    """Save and post a bill, credit note or advance of a supplier: it stands in the ledger and is to be paid."""
    row = await save(work, form)
    await _check(work, form.kind, row["id"])
    return await post_document(work, row["id"], row["version"])


@operation(
    "accounting.post_bill_draft",
    title=_("Post"),
    permission="accounting.bill.post",
    audit_verb=_("posted the bill"),
    conflicts=CONFLICTS,
)
async def post_bill_draft(work: Work, form: OneDocument) -> Posted:
    """Post a draft as it stands. What is wrong is told at its field; the draft then stays."""
    head = await read_head(work, form.id)
    await _check(work, head["kind"], form.id)
    return await post_document(work, form.id, form.version)


async def _check(work: Work, kind: str, document: int) -> None:
    """What makes us pay is approved where a rule says so; a credit note of a supplier is not."""
    if not KINDS[kind].takes_back:
        await check_approved(work, document)


class ApprovalAsked(Result):
    """How it stands: "not_needed", "waiting" or "approved"."""

    id: int
    state: str


@operation(
    "accounting.request_bill_approval",
    title=_("Ask for approval"),
    permission="accounting.document.draft",
    audit_verb=_("asked for approval"),
)
async def request_bill_approval(work: Work, form: OneDocument) -> ApprovalAsked:
    """Send the draft to those who approve it by the company's rules. Where no rule asks for it, it may be posted at once."""
    return ApprovalAsked(id=form.id, state=await ask_approval(work, form.id))
