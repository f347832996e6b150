"""What is picked for an order, bin by bin in the order of the way, with boxes to tick."""

from pathlib import Path
from typing import Annotated

from dapur.contract import Document, DocumentFile, Form, Shown, _
from dapur.documents.letterhead import paper_head
from dapur.documents.paper import write_paper
from dapur.documents.qr import qr_svg
from dapur.language.catalogue import translate
from dapur.language.dates import format_date
from dapur.language.numbers import format_number
from dapur.queries.reader import Reader
from dapur_logistics.queries.sales import SALES_ORDERS
from dapur_logistics.reports.picking import picked

TEMPLATE = Path(__file__).parent / "pick_list.typ"


class WhichOrder(Form):
    """The order."""

    id: Annotated[int, Shown(_("Sales order"), reference="logistics.sales_orders")]


async def make(reader: Reader, asked: WhichOrder) -> DocumentFile:
    """For everything that the order holds: from which bin and lot."""
    order = await reader.one(SALES_ORDERS, asked.id)
    found = await picked(reader, asked.id, order["warehouse_id"])
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
        "rows": [[x.bin, x.code, x.name, x.lot, format_number(x.quantity, language), x.unit] for x in found],
        "code": qr_svg(f"{reader.company.code}/logistics/sales/{asked.id}"),
    }
    name = order["number"].replace("/", "-")
    return DocumentFile(f"pick-{name}.pdf", "application/pdf", write_paper(TEMPLATE, data, when=reader.now))


PICK_LIST = Document(
    "logistics.pick_list",
    _("Pick list"),
    "logistics.read",
    WhichOrder,
    make,
    "From which bins and lots an order's reserved goods are taken, in the order of the way.",
)
