"""Purchase orders wait for approval where a rule of the company says so: how much one is, and what it says now."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from dapur.contract import NotFound, _
from dapur_base.approvals import ApprovalKind, ApprovalSubject, digest_of
from dapur_base.reading import Source, rows_of

PURCHASE = "logistics.purchase_order"
HEAD = """
    select o.number, o.supplier_id, p.name, o.warehouse_id, o.tolerance, o.reference, o.made_by from logistics.purchase_order o
    join base.party p on p.company_id = o.company_id and p.id = o.supplier_id
    where o.company_id = %s and o.id = %s and o.status <> 'cancelled'
"""
LINES = """
    select l.item_id, i.name, l.quantity, l.unit_id, l.unit_price, l.cost_centre from logistics.purchase_line l
    join logistics.item i on i.company_id = l.company_id and i.id = l.item_id
    where l.company_id = %s and l.order_id = %s order by l.line_no
"""


class PurchaseOrders:
    """Purchase orders that can be approved."""

    kinds: Sequence[ApprovalKind] = (ApprovalKind(PURCHASE, _("Purchase order"), "logistics.purchase"),)

    def __init__(self, source: Source) -> None:
        self.source = source

    async def subject(self, kind: str, document: int) -> ApprovalSubject | None:
        """The order as it stands; None when it is not there or cancelled."""
        head = await rows_of(self.source, HEAD, self.source.scope.company, document) if kind == PURCHASE else []
        return _subject(self.source, document, head[0], await self._lines(document)) if head else None

    async def _lines(self, order: int) -> list[tuple[Any, ...]]:
        return await rows_of(self.source, LINES, self.source.scope.company, order)


async def subject_of(source: Source, order: int) -> ApprovalSubject:
    """What is approved: from whom, what, how much of it, at which price. Raises NotFound, for a cancelled order too."""
    found = await PurchaseOrders(source).subject(PURCHASE, order)
    if found is None:
        raise NotFound(field="id")
    return found


def _subject(source: Source, order: int, head: tuple[Any, ...], lines: Sequence[tuple[Any, ...]]) -> ApprovalSubject:
    """Prices are in the company's currency."""
    number, supplier, name, warehouse, tolerance, reference, made_by = head
    return ApprovalSubject(
        kind=PURCHASE,
        id=order,
        title=" ".join(part for part in (number, name) if part),
        address=f"logistics/purchases/{order}",
        digest=digest_of(supplier, warehouse, tolerance, reference, lines),
        requested_by=made_by or 0,
        amount=sum((quantity * price for _item, _name, quantity, _unit, price, _centre in lines), Decimal(0)),
        currency=source.company.currency,
        detail="; ".join(line[1] for line in lines[:3]),
    )
