"""What can be approved in logistics: purchase orders by their amount, counts by what differs."""

from dapur.contract import Service
from dapur_base.approvals import ApprovableDocuments, ApprovalSubject
from dapur_base.reading import Source
from dapur_logistics.operations.count_approval import COUNT, Counts
from dapur_logistics.purchase_approval import PurchaseOrders


class Approvable:
    """Fulfils `ApprovableDocuments` for all of its kinds."""

    kinds = (*PurchaseOrders.kinds, *Counts.kinds)

    def __init__(self, source: Source) -> None:
        self.source = source

    async def subject(self, kind: str, document: int) -> ApprovalSubject | None:
        """What the document says now."""
        found = Counts(self.source) if kind == COUNT else PurchaseOrders(self.source)
        return await found.subject(kind, document)


APPROVABLE = Service(ApprovableDocuments, Approvable, readable=True)
