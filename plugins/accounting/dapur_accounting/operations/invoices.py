"""Invoices, advances and credit notes to customers."""

from dapur.contract import _, operation
from dapur.operations.work import Work
from dapur_accounting.operations.any_document import CONFLICTS, DocumentSaved, OneDocument
from dapur_accounting.operations.documents.drafts import save
from dapur_accounting.operations.documents.forms import SalesDocument
from dapur_accounting.operations.documents.posting import Posted, post_document


@operation(
    "accounting.save_invoice",
    title=_("Save draft"),
    permission="accounting.document.draft",
    audit_verb=_("saved the draft"),
    conflicts=CONFLICTS,
)
async def save_invoice(work: Work, form: SalesDocument) -> DocumentSaved:
    """Keep an invoice, credit note or advance invoice that is not posted yet. It takes no number."""
    return DocumentSaved(**await save(work, form))


@operation(
    "accounting.post_invoice",
    title=_("Post"),
    permission="accounting.invoice.post",
    audit_verb=_("posted the invoice"),
    conflicts=CONFLICTS,
)
async def post_invoice(work: Work, form: SalesDocument) -> Posted:
    """Save and post an invoice, credit note or advance invoice: it takes its number and stands in the ledger."""
    row = await save(work, form)
    return await post_document(work, row["id"], row["version"])


@operation(
    "accounting.post_invoice_draft",
    title=_("Post"),
    permission="accounting.invoice.post",
    audit_verb=_("posted the invoice"),
    conflicts=CONFLICTS,
)
async def post_invoice_draft(work: Work, form: OneDocument) -> Posted:
    """Post a draft as it stands. What is wrong is told at its field; the draft then stays."""
    return await post_document(work, form.id, form.version)
