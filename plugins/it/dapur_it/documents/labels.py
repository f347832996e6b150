"""Labels with a code to scan, for devices."""

from pathlib import Path
from typing import Annotated

from dapur.contract import Document, DocumentFile, Form, NotFound, Shown, _
from dapur.documents.paper import write_paper
from dapur.documents.qr import qr_svg
from dapur.queries.reader import Reader
from dapur_it.documents.addresses import scan_address
from dapur_it.queries.assets import ASSETS

TEMPLATE = Path(__file__).parent / "labels.typ"
ALL = "select code, name, serial, label from it.asset where company_id = %s and state <> 'disposed' order by code limit 2000"
ONE = "select code, name, serial, label from it.asset where company_id = %s and id = %s"


class WhichLabels(Form):
    """One device; all that are not disposed of when left out."""

    id: Annotated[int | None, Shown(_("Asset"), kind="reference", reference="it.assets")] = None


async def make(reader: Reader, form: WhichLabels) -> DocumentFile:
    """Labels of 62 × 29 mm, three in a row on A4."""
    reader.may_read(ASSETS)
    if form.id is None:
        rows = await reader.rows(ALL, reader.scope.company)
    else:
        rows = await reader.rows(ONE, reader.scope.company, form.id)
        if not rows:
            raise NotFound(field="id")
    labels = [
        {"code": code, "name": name, "serial": serial, "qr": qr_svg(scan_address(reader, label))}
        for code, name, serial, label in rows
    ]
    data = {"company": reader.company.name, "labels": labels}
    name = f"label-{rows[0][0]}.pdf" if form.id is not None else "labels.pdf"
    return DocumentFile(name, "application/pdf", write_paper(TEMPLATE, data, when=reader.now))


LABELS = Document("it.labels", _("Labels"), "it.inventory.read", WhichLabels, make, "Labels with a code to scan.")
