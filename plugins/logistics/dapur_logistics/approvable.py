"""Documents of logistics that base's approvals know: purchase orders and counts."""

from collections.abc import Sequence

from dapur.contract import Service
from dapur_base.approvals import ApprovableDocuments, ApprovalKind, ApprovalSubject
from dapur_base.reading import Source
from dapur_logistics.operations.count_approval import COUNT, Counts
from dapur_logistics.purchase_approval import PurchaseOrders


class Approvable:
    """What can be approved in logistics."""

    kinds: Sequence[ApprovalKind] = (*PurchaseOrders.kinds, *Counts.kinds)

    def __init__(self, source: Source) -> None:
        self.source = source

    async def subject(self, kind: str, document: int) -> ApprovalSubject | None:
        """The document as it stands; None when it is not there."""
        known = Counts(self.source) if kind == COUNT else PurchaseOrders(self.source)
        return await known.subject(kind, document)


APPROVABLE = Service(ApprovableDocuments, Approvable, readable=True)
