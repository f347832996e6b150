"""The paper that goes with the goods, to be signed by whoever takes them."""

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
from dapur_logistics.queries.documents import DOCUMENTS

TEMPLATE = Path(__file__).parent / "delivery_note.typ"
LINES = """
    select i.code, i.name, coalesce(l.code, ''), sum(m.unit_quantity), u.code
    from logistics.move m
    join logistics.item i on i.company_id = m.company_id and i.id = m.item_id
    join base.unit u on u.company_id = m.company_id and u.id = m.unit_id
    left join logistics.lot l on l.company_id = m.company_id and l.id = m.lot_id
    where m.company_id = %s and m.document_id = %s group by i.code, i.name, l.code, u.code order by min(m.id)
"""
ADDRESS = "select address from base.party where company_id = %s and id = %s"


class WhichDelivery(Form):
    """The delivery, transfer or return."""

    id: Annotated[int, Shown(_("Document"), reference="logistics.documents")]


async def make(reader: Reader, asked: WhichDelivery) -> DocumentFile:
    """To whom, what, how much, without prices; places to sign, and a code that opens the document."""
    row = await reader.one(DOCUMENTS, asked.id)
    language = reader.scope.language
    address = await reader.value(ADDRESS, reader.scope.company, row["party_id"]) if row["party_id"] else ""
    lines = await reader.rows(LINES, reader.scope.company, asked.id)
    facts = (
        (_("Number"), row["number"]),
        (_("Date"), format_date(row["day"], language, "paper")),
        (_("Goes to"), row["party"] or "–"),
        (_("Address"), address or "–"),
        (_("Reference"), row["reference"] or "–"),
    )
    data = {
        **paper_head(reader, language),
        "language": language,
        "title": translate(_("Delivery note"), language),
        "facts": [[translate(title, language), value] for title, value in facts],
        "columns": [
            {"title": translate(_("Item"), language)},
            {"title": translate(_("Name"), language), "wide": True},
            {"title": translate(_("Lot"), language)},
            {"title": translate(_("Quantity"), language), "number": True},
            {"title": translate(_("Counted in"), language)},
        ],
        "rows": [[code, name, lot, format_number(quantity, language), unit] for code, name, lot, quantity, unit in lines],
        "note": row["note"],
        "signatures": [translate(words, language) for words in (_("Sent by"), _("Carried by"), _("Received by"))],
        "code": qr_svg(f"{reader.company.code}/logistics/stock-documents/{asked.id}"),
    }
    name = row["number"].replace("/", "-")
    return DocumentFile(f"{name}.pdf", "application/pdf", write_paper(TEMPLATE, data, when=reader.now))


DELIVERY_NOTE = Document(
    "logistics.delivery_note",
    _("Delivery note"),
    "logistics.read",
    WhichDelivery,
    make,
    "What goes with the goods, without prices, to be signed.",
)
