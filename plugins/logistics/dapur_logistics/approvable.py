"""What can be approved in logistics: purchase orders and counts."""

from collections.abc import Sequence

from dapur.contract import Service
from dapur_base.approvals import ApprovableDocuments, ApprovalKind, ApprovalSubject
from dapur_base.reading import Source
from dapur_logistics.operations.count_approval import COUNT, Counts
from dapur_logistics.purchase_approval import PurchaseOrders


class LogisticsDocuments:
    """Each kind is told by the part of logistics that keeps it."""

    kinds: Sequence[ApprovalKind] = (*PurchaseOrders.kinds, *Counts.kinds)

    def __init__(self, source: Source) -> None:
        self.source = source

    async def subject(self, kind: str, document: int) -> ApprovalSubject | None:
        """What the document says now; None when it is not there."""
        keeper = Counts(self.source) if kind == COUNT else PurchaseOrders(self.source)
        return await keeper.subject(kind, document)


APPROVABLE = Service(ApprovableDocuments, LogisticsDocuments, readable=True)
