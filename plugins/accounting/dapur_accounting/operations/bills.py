"""Bills, advances and credit notes of suppliers."""

from dapur.contract import _, operation
from dapur.operations.work import Work
from dapur_accounting.operations.any_document import CONFLICTS, DocumentSaved, OneDocument
from dapur_accounting.operations.documents.drafts import save
from dapur_accounting.operations.documents.forms import PurchaseDocument
from dapur_accounting.operations.documents.posting import Posted, post_document


@operation(
    "accounting.save_bill",
    title=_("Save draft"),
    permission="accounting.document.draft",
    audit_verb=_("saved the draft"),
    conflicts=CONFLICTS,
)
async def save_bill(work: Work, form: PurchaseDocument) -> DocumentSaved:
    """Keep a bill, credit note or advance of a supplier that is not posted yet. The same number of theirs is kept once."""
    return DocumentSaved(**await save(work, form))


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
    return await post_document(work, form.id, form.version)
