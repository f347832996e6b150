"""Where a lot or a supplier's batch went, and from where a delivery came: for recalls."""

from decimal import Decimal
from typing import Annotated

from pydantic import StringConstraints

from dapur.contract import Column, Form, Report, ReportRow, Sheet, Shown, _
from dapur.queries.reader import Reader
from dapur_logistics.rules.sums import ZERO

LotText = Annotated[str, StringConstraints(max_length=100)]
FORWARD = """
    select 'received' as what, '' as who, l.code as lot, sum(case when f.kind = 'supplier' then m.quantity else -m.quantity end) as quantity
    from logistics.lot l join logistics.move m on m.company_id = l.company_id and m.lot_id = l.id
    join logistics.location f on f.company_id = m.company_id and f.id = m.from_id
    join logistics.location t on t.company_id = m.company_id and t.id = m.to_id
    where l.company_id = %s and (l.code = %s or l.supplier_batch = %s) and 'supplier' in (f.kind, t.kind) group by l.code
    union all
    select 'delivered', coalesce(p.name, ''), l.code, sum(case when t.kind = 'customer' then m.quantity else -m.quantity end)
    from logistics.lot l join logistics.move m on m.company_id = l.company_id and m.lot_id = l.id
    join logistics.document d on d.company_id = m.company_id and d.id = m.document_id
    left join base.party p on p.company_id = d.company_id and p.id = d.party_id
    join logistics.location f on f.company_id = m.company_id and f.id = m.from_id
    join logistics.location t on t.company_id = m.company_id and t.id = m.to_id
    where l.company_id = %s and (l.code = %s or l.supplier_batch = %s) and 'customer' in (f.kind, t.kind)
    group by p.name, l.code
    union all
    select 'other', t.name, l.code, sum(m.quantity)
    from logistics.lot l join logistics.move m on m.company_id = l.company_id and m.lot_id = l.id
    join logistics.location t on t.company_id = m.company_id and t.id = m.to_id and t.kind in ('use', 'scrap', 'count')
    where l.company_id = %s and (l.code = %s or l.supplier_batch = %s) group by t.name, l.code
    union all
    select 'on_hand', p.code, l.code, h.quantity
    from logistics.lot l join logistics.on_hand h on h.company_id = l.company_id and h.item_id = l.item_id and h.lot_id = l.id
    join logistics.location p on p.company_id = h.company_id and p.id = h.location_id
    where l.company_id = %s and (l.code = %s or l.supplier_batch = %s) and h.quantity > 0
    order by 1 desc, 2, 3
"""
BACK = """
    select l.id, l.code, l.supplier_batch, i.code, sum(m.quantity), (select string_agg(distinct r.number, ', ')
        from logistics.move c join logistics.document r on r.company_id = c.company_id and r.id = c.document_id and r.kind = 'receipt'
        where c.company_id = l.company_id and c.lot_id = l.id)
    from logistics.move m
    join logistics.lot l on l.company_id = m.company_id and l.id = m.lot_id
    join logistics.item i on i.company_id = m.company_id and i.id = m.item_id
    where m.company_id = %s and m.document_id = %s group by l.company_id, l.id, l.code, l.supplier_batch, i.code order by l.code
"""


class TraceForwardInput(Form):
    """A lot, or all lots of a supplier's batch."""

    lot: Annotated[LotText, Shown(_("Lot or serial number"), kind="code")] = ""
    supplier_batch: Annotated[LotText, Shown(_("Supplier's batch"), kind="code")] = ""


FORWARD_COLUMNS = (
    Column("what", _("What"), "text", phone=1),
    Column("who", _("Who or where"), "text", phone=1),
    Column("lot", _("Lot"), "code", phone=2),
    Column("quantity", _("Quantity"), "quantity", phone=1),
)
WORDS = {
    "received": _("Received"),
    "delivered": _("With customers"),
    "other": _("Used, scrapped, missing"),
    "on_hand": _("In stock"),
}


async def build_forward(reader: Reader, form: TraceForwardInput) -> Sheet:
    """Who has it now: what came in is what lies here, with customers, and what was used up."""
    if not (form.lot or form.supplier_batch):
        return Sheet(_("Where it went"), FORWARD_COLUMNS, (), notes=(_("Name a lot or a supplier's batch."),))
    # An empty name finds nothing.
    named = (reader.scope.company, form.lot or None, form.supplier_batch or None)
    found = await reader.rows(FORWARD, *named * 4)
    rows = [ReportRow((WORDS[what], who, lot, quantity), key=f"{what}/{who}/{lot}") for what, who, lot, quantity in found]
    received = _sum(found, "received")
    elsewhere = _sum(found, "delivered") + _sum(found, "other") + _sum(found, "on_hand")
    rows.append(ReportRow((_("Not found again"), "", "", received - elsewhere), style="total", key="missing"))
    return Sheet(_("Where it went"), FORWARD_COLUMNS, rows)


def _sum(found: list[tuple[str, str, str, Decimal]], what: str) -> Decimal:
    return sum((row[3] for row in found if row[0] == what), ZERO)


class TraceBackInput(Form):
    """Which delivery."""

    document: Annotated[int | None, Shown(_("Delivery"), reference="logistics.documents")] = None


BACK_COLUMNS = (
    Column("lot", _("Lot"), "code", phone=1),
    Column("supplier_batch", _("Supplier's batch"), "code", phone=2),
    Column("item", _("Item"), "code", phone=2),
    Column("quantity", _("Quantity"), "quantity", phone=1),
    Column("receipt", _("Came in by"), "code", phone=1),
)


async def build_back(reader: Reader, form: TraceBackInput) -> Sheet:
    """The lots of a delivery, their batches, and the receipts that brought them."""
    found = await reader.rows(BACK, reader.scope.company, form.document)
    rows = [
        ReportRow((lot, batch, item, quantity, receipt or ""), links={"lot": f"logistics/lots/{number}"}, key=lot)
        for number, lot, batch, item, quantity, receipt in found
    ]
    return Sheet(_("From where it came"), BACK_COLUMNS, rows)


TRACE_FORWARD = Report(
    "logistics.trace_forward",
    _("Where a lot went"),
    "logistics.read",
    TraceForwardInput,
    build_forward,
    "What was received of a lot or a supplier's batch, which customers have it, and what lies in stock.",
)
TRACE_BACK = Report(
    "logistics.trace_back",
    _("From where a delivery came"),
    "logistics.read",
    TraceBackInput,
    build_back,
    "The lots of a delivery with their suppliers' batches and the receipts that brought them.",
)
