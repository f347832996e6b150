"""Labels for shelves and boxes: name, code, and a code to scan."""

from pathlib import Path
from typing import Annotated

from pydantic import Field

from dapur.contract import Document, DocumentFile, Form, Shown, _
from dapur.documents.paper import write_paper
from dapur.documents.qr import qr_svg
from dapur.queries.reader import Reader
from dapur_logistics.queries.items import ITEMS

TEMPLATE = Path(__file__).parent / "labels.typ"


class WhichLabels(Form):
    """Of which item, and how many."""

    id: Annotated[int, Shown(_("Item"), reference="logistics.items")]
    copies: Annotated[int, Field(ge=1, le=200), Shown(_("How many"))] = 1


async def make(reader: Reader, asked: WhichLabels) -> DocumentFile:
    """A label of 62 by 29 millimetres each; the code holds the barcode, or the item's code where it has none."""
    item = await reader.one(ITEMS, asked.id)
    scanned = item["barcode"] or item["code"]
    data = {"name": item["name"], "code": item["code"], "scanned": scanned, "unit": item["unit"], "qr": qr_svg(scanned)}
    data |= {"copies": asked.copies, "language": reader.scope.language}
    return DocumentFile(f"label-{item['code']}.pdf", "application/pdf", write_paper(TEMPLATE, data, when=reader.now))


ITEM_LABELS = Document(
    "logistics.item_labels",
    _("Labels"),
    "logistics.read",
    WhichLabels,
    make,
    "Labels of an item, 62 by 29 mm, with a code that scanners read.",
)
