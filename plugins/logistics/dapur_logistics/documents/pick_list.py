"""What is picked for an order, bin by bin in the order of the way, with boxes to tick."""

from pathlib import Path
from typing import Annotated, Any

from dapur.contract import Document, DocumentFile, Form, Shown, _
from dapur.documents.letterhead import paper_head
from dapur.documents.paper import write_paper
from dapur.documents.qr import qr_svg
from dapur.language.catalogue import translate
from dapur.language.dates import format_date
from dapur.language.numbers import format_number
from dapur.queries.reader import Reader
from dapur_logistics.queries.sales import SALES_ORDERS
from dapur_logistics.rules.picking import Lying, pick

TEMPLATE = Path(__file__).parent / "pick_list.typ"
RESERVED = """
    select i.id, i.code, i.name, u.code, i.removal, i.min_remaining_days, sum(l.reserved)
    from logistics.sales_line l
    join logistics.item i on i.company_id = l.company_id and i.id = l.item_id
    join base.unit u on u.company_id = i.company_id and u.id = i.unit_id
    where l.company_id = %s and l.order_id = %s and l.reserved > 0
    group by i.id, i.code, i.name, u.code, i.removal, i.min_remaining_days
"""
LYING = """
    select h.item_id, h.location_id, h.lot_id, h.quantity, t.expires, p.code, coalesce(t.code, '')
    from logistics.on_hand h
    join logistics.location p on p.company_id = h.company_id and p.id = h.location_id and not p.is_held
    left join logistics.lot t on t.company_id = h.company_id and t.id = h.lot_id
    where h.company_id = %s and h.stock_id = %s and h.item_id = any (%s) and h.quantity > 0
"""


class WhichOrder(Form):
    """The order."""

    id: Annotated[int, Shown(_("Sales order"), reference="logistics.sales_orders")]


async def make(reader: Reader, asked: WhichOrder) -> DocumentFile:
    """For everything that the order holds: from which bin and lot."""
    order = await reader.one(SALES_ORDERS, asked.id)
    language = reader.scope.language
    facts = (
        (_("Order no."), order["number"]),
        (_("Customer"), order["customer"]),
        (_("Promised for"), format_date(order["promised"], language, "paper") if order["promised"] else "–"),
        (_("Warehouse"), order["warehouse"]),
    )
    titles = (_("Bin"), _("Item"), _("Name"), _("Lot"), _("Quantity"), _("Counted in"))
    data = {
        **paper_head(reader, language),
        "language": language,
        "title": translate(_("Pick list"), language),
        "facts": [[translate(title, language), value] for title, value in facts],
        "columns": [{"title": translate(title, language), "wide": n == 2, "number": n == 4} for n, title in enumerate(titles)],
        "rows": await _rows(reader, asked.id, order["warehouse_id"]),
        "code": qr_svg(f"{reader.company.code}/logistics/sales/{asked.id}"),
    }
    name = order["number"].replace("/", "-")
    return DocumentFile(f"pick-{name}.pdf", "application/pdf", write_paper(TEMPLATE, data, when=reader.now))


async def _rows(reader: Reader, order: int, warehouse: int) -> list[list[str]]:
    wanted = await reader.rows(RESERVED, reader.scope.company, order)
    lying = await reader.rows(LYING, reader.scope.company, warehouse, [row[0] for row in wanted])
    found: list[list[Any]] = []
    for item, code, name, unit, removal, least, quantity in wanted:
        places = {(row[1], row[2]): (row[5], row[6]) for row in lying if row[0] == item}
        here = [Lying(row[1], row[2], row[3], row[4]) for row in lying if row[0] == item]
        parts, _missing = pick(here, quantity, removal, reader.today, least)
        for part, taken in parts:
            bin_code, lot = places[part.location, part.lot]
            found.append([bin_code, code, name, lot, format_number(taken, reader.scope.language), unit])
    return sorted(found)


PICK_LIST = Document(
    "logistics.pick_list",
    _("Pick list"),
    "logistics.read",
    WhichOrder,
    make,
    "From which bins and lots an order's reserved goods are taken, in the order of the way.",
)
