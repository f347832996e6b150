"""A payment run is approved by the company's rules: how much it is, and exactly which payments to which accounts."""

from dapur.contract import Service, _
from dapur.operations.work import Work
from dapur.queries.reader import Reader
from dapur_accounting.operations.documents.approving import Bills
from dapur_accounting.payment_runs.reading import Run, read_run
from dapur_base.approvals import ApprovableDocuments, ApprovalKind, ApprovalSubject, digest_of

RUN = "accounting.payment_run"


class Approvable:
    """What can be approved in accounting: bills and payment runs."""

    kinds = (*Bills.kinds, ApprovalKind(RUN, _("Payment run"), "accounting.payment.run"))

    def __init__(self, source: Work | Reader) -> None:
        self.source = source

    async def subject(self, kind: str, document: int) -> ApprovalSubject | None:
        """The document as it stands; None when it is not there."""
        if kind != RUN:
            return await Bills(self.source).subject(kind, document)
        known = await self.source.value(
            "select id from accounting.payment_run where company_id = %s and id = %s", self.source.scope.company, document
        )
        return run_subject(await read_run(self.source, document)) if known else None


def run_subject(run: Run) -> ApprovalSubject:
    """What is approved: the account, the day, and each payment with its beneficiary."""
    facts = [(i.entry, i.line, i.party, i.amount, i.number, i.holder, i.bank_code, i.bic) for i in run.items]
    names = list(dict.fromkeys(item.party_name for item in run.items))
    return ApprovalSubject(
        kind=RUN,
        id=run.id,
        title=f"{run.number} {run.bank_name}",
        address=f"accounting/payment-runs/{run.id}",
        digest=digest_of(run.bank, run.day, run.total, facts),
        requested_by=run.made_by,
        amount=run.total,
        currency=run.currency,
        detail=", ".join(names[:5]),
    )


APPROVABLE = Service(ApprovableDocuments, Approvable, readable=True)
