"""Bills wait for approval where a rule of the company says so: how much one is, and what it says now."""

from dapur.contract import Refused, _
from dapur.operations.work import Work
from dapur.queries.reader import Reader
from dapur_accounting.operations.documents.drafts import read_head, read_lines
from dapur_accounting.operations.documents.reading import Source, one
from dapur_base.approvals import ApprovalKind, ApprovalSubject, content_changed, digest_of, need_approved, request_approval

BILL = "accounting.bill"
FACTS = (
    "kind", "party", "date", "due", "terms", "currency", "rate", "reference", "prices_include_tax", "tax_by_document", "against", "total",
)  # fmt: skip


class Bills:
    """What can be approved in accounting."""

    kinds = (ApprovalKind(BILL, _("Bill"), "accounting.document.draft"),)

    def __init__(self, source: Work | Reader) -> None:
        self.source = source

    async def subject(self, kind: str, document: int) -> ApprovalSubject | None:
        """The bill as it stands; None when it is not there."""
        found = await one(
            self.source,
            "d.id",
            "from accounting.document d where d.company_id = %s and d.id = %s and d.side = 'purchase'",
            self.source.scope.company,
            document,
        )
        return await bill_subject(self.source, document) if found and kind == BILL else None


async def bill_subject(source: Source, document: int) -> ApprovalSubject:
    """What is approved: everything that decides what is paid, to whom and when."""
    head = await read_head(source, document)
    lines = await read_lines(source, document)
    more = await one(
        source,
        "p.name, d.created_by",
        "from accounting.document d join base.party p on p.company_id = d.company_id and p.id = d.party_id"
        " where d.company_id = %s and d.id = %s",
        source.scope.company,
        document,
    )
    assert more is not None
    facts = [
        (
            x.text,
            x.quantity,
            x.unit_price,
            x.discount_percent,
            x.account,
            x.tax,
            x.extra_tax,
            x.withholding,
            x.cost_centre,
            x.project,
            x.split,
        )
        for x in lines
    ]
    return ApprovalSubject(
        kind=BILL,
        id=document,
        title=" ".join(part for part in (head["reference"], more["name"]) if part),
        address=f"accounting/bills/{document}",
        digest=digest_of({name: head[name] for name in FACTS}, facts),
        requested_by=more["created_by"] or 0,
        amount=head["total"],
        currency=head["currency"],
        detail="; ".join(x.text for x in lines[:3] if x.text),
    )


async def ask_approval(work: Work, document: int) -> str:
    """Send a draft bill to who approves it; how it stands then. Raises Refused for what is no draft bill."""
    head = await read_head(work, document)
    if head["status"] != "draft" or head["kind"] not in ("bill", "advance_bill"):
        raise Refused("NOT_APPROVABLE", _("Only a draft of a bill is approved."), field="id")
    return (await request_approval(work, await bill_subject(work, document))).state


async def changed(work: Work, document: int) -> None:
    """A draft was saved: what was approved for other content is asked anew."""
    await content_changed(work, await bill_subject(work, document))


async def check_approved(work: Work, document: int) -> None:
    """Raise Refused while a bill that needs approval has none."""
    await need_approved(work, await bill_subject(work, document))
