"""The sheet that the driver takes along."""

from pathlib import Path
from typing import Annotated

from dapur.contract import Document, DocumentFile, Form, Shown, _
from dapur.documents.paper import write_paper
from dapur.documents.qr import qr_svg
from dapur.language.catalogue import translate
from dapur.language.dates import format_date
from dapur.queries.reader import Reader
from dapur_fleet.queries import TRIPS

TEMPLATE = Path(__file__).parent / "trip_sheet.typ"


class WhichTrip(Form):
    """The trip."""

    id: Annotated[int, Shown(_("Trip"), reference="fleet.trips")]


async def make(reader: Reader, asked: WhichTrip) -> DocumentFile:
    """Day, plate, destination, and a code that opens the trip."""
    trip = await reader.one(TRIPS, asked.id)
    language = reader.scope.language
    facts = (
        (_("Day"), format_date(trip["day"], language, "paper")),
        (_("Number plate"), trip["code"]),
        (_("Destination"), trip["name"]),
        (_("Driver"), trip["driver"] or "–"),
    )
    data = {
        "company": reader.company.name,
        "language": language,
        "title": translate(_("Trip sheet"), language),
        "facts": [[translate(title, language), value] for title, value in facts],
        "code": qr_svg(f"{reader.company.code}/fleet/trips/{asked.id}"),
    }
    return DocumentFile(f"trip-{asked.id}.pdf", "application/pdf", write_paper(TEMPLATE, data, when=reader.now))


TRIP_SHEET = Document(
    "fleet.trip_sheet", _("Trip sheet"), "fleet.trip.read", WhichTrip, make, "What the driver takes along, with a code to scan."
)
