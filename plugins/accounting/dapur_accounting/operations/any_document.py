"""What can be done with any document: delete a draft, copy, credit, cancel, deduct an advance, attach."""

import datetime
from decimal import Decimal
from typing import Annotated

from pydantic import Field, StringConstraints

from dapur.contract import Form, Refused, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_accounting.operations.documents.advances import deduct
from dapur_accounting.operations.documents.copying import credit_of, typed_again
from dapur_accounting.operations.documents.drafts import read_head, save
from dapur_accounting.operations.documents.posting import Posted
from dapur_accounting.operations.documents.posting import cancel_document as cancel_in_ledger
from dapur_accounting.operations.posting import CONFLICTS as POSTING_CONFLICTS
from dapur_base.operations.versions import untouched

CONFLICTS = {
    **POSTING_CONFLICTS,
    "document_reference_key": (
        "reference",
        "BILL_EXISTS",
        _("Somebody else recorded this number of the supplier a moment ago. Open the list, or change the number."),
    ),
    "entry_reversal_key": ("id", "ALREADY_CANCELLED", _("Somebody else cancelled it a moment ago. Look at it again.")),
}


class DocumentSaved(Result):
    """The draft."""

    id: int
    version: int
    total: Decimal


class OneDocument(Form):
    """Which document. `version`: as it was seen."""

    id: Annotated[int, Shown(_("Document"), kind="hidden")]
    version: Annotated[int | None, Shown(_("Version"), kind="hidden")] = None


class DocumentDeleted(Result):
    """Gone."""

    id: int


@operation(
    "accounting.delete_document",
    title=_("Delete draft"),
    permission="accounting.document.draft",
    danger=True,
    audit_verb=_("deleted the draft"),
)
async def delete_document(work: Work, form: OneDocument) -> DocumentDeleted:
    """Delete a draft. It took no number, so nothing is missing. What is posted is cancelled instead."""
    head = await read_head(work, form.id)
    if head["status"] != "draft":
        raise Refused("POSTED_IMMUTABLE", _("What is posted stays as it is. Correct it with a new entry."), field="id")
    for table in ("document_instalment", "document_line"):
        await work.run(f"delete from accounting.{table} where company_id = %s and document_id = %s", work.scope.company, form.id)
    row = await work.row(
        "delete from accounting.document where company_id = %s and id = %s and (version = %s or %s::int is null) returning id",
        work.scope.company,
        form.id,
        form.version,
        form.version,
    )
    if row is None:
        raise await untouched(work, "accounting.document", form.id)
    return DocumentDeleted(id=form.id)


@operation(
    "accounting.copy_document",
    title=_("Copy as draft"),
    permission="accounting.document.draft",
    audit_verb=_("copied the document"),
    conflicts=CONFLICTS,
)
async def copy_document(work: Work, form: OneDocument) -> DocumentSaved:
    """Make a draft of today with the same lines. The other side's number is left empty."""
    return DocumentSaved(**await save(work, await typed_again(work, form.id, work.today)))


class CreditDocument(Form):
    """Which posted document, and the day of the credit note (today when left empty)."""

    id: Annotated[int, Shown(_("Document"), kind="hidden")]
    date: Annotated[datetime.date | None, Shown(_("Date"), hint=_("Today when left empty"))] = None


@operation(
    "accounting.credit_document",
    title=_("Make credit note"),
    permission="accounting.document.draft",
    audit_verb=_("prepared a credit note"),
    conflicts=CONFLICTS,
)
async def credit_document(work: Work, form: CreditDocument) -> DocumentSaved:
    """Draft a credit note with the lines of a posted document. Take out or lower what is not taken back, then post it."""
    return DocumentSaved(**await save(work, await credit_of(work, form.id, form.date or work.today)))


class CancelDocument(Form):
    """Which document, on which day (today when left empty), and why."""

    id: Annotated[int, Shown(_("Document"), kind="hidden")]
    date: Annotated[datetime.date | None, Shown(_("Date"), hint=_("The day on which it happens; today when left empty"))] = None
    reason: Annotated[str, StringConstraints(min_length=1, max_length=500), Shown(_("Reason"), width="wide")]


@operation(
    "accounting.cancel_document",
    title=_("Cancel document"),
    permission="accounting.document.cancel",
    danger=True,
    audit_verb=_("cancelled the document"),
    conflicts=CONFLICTS,
)
async def cancel_document(work: Work, form: CancelDocument) -> Posted:
    """Cancel a posted document by a reversing entry, dated when it happens. What was closed stays as it was."""
    return await cancel_in_ledger(work, form.id, form.date or work.today, form.reason)


class DeductAdvance(Form):
    """Which draft deducts which posted advance, and how much of it without tax (all that is left when left empty)."""

    id: Annotated[int, Shown(_("Document"), kind="hidden")]
    advance: Annotated[int, Shown(_("Advance"), reference="accounting.open_advances")]
    amount: Annotated[
        Decimal | None,
        Field(gt=0, max_digits=20, decimal_places=4),
        Shown(_("Amount without tax"), kind="number", hint=_("All that is left when left empty")),
    ] = None
    version: Annotated[int | None, Shown(_("Version"), kind="hidden")] = None


@operation(
    "accounting.deduct_advance",
    title=_("Deduct advance"),
    permission="accounting.document.draft",
    audit_verb=_("deducted an advance"),
    conflicts=CONFLICTS,
)
async def deduct_advance(work: Work, form: DeductAdvance) -> DocumentSaved:
    """Take an advance off a draft of the same party, with the tax that was billed with it."""
    return DocumentSaved(**await save(work, await deduct(work, form.id, form.version, form.advance, form.amount)))
