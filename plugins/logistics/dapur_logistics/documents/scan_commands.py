"""The sheet that hangs at the dock: codes by which a scanner alone takes an order as it is expected, finishes, or takes back."""

from pathlib import Path

from dapur.contract import Document, DocumentFile, Form, ScanCommand, _
from dapur.documents.paper import write_paper
from dapur.documents.qr import qr_svg
from dapur.language.catalogue import translate
from dapur.queries.reader import Reader

TEMPLATE = Path(__file__).parent / "scan_commands.typ"
WORDS = {
    ScanCommand.AS_EXPECTED: (_("All as expected"), _("Takes the whole order as it was ordered or reserved.")),
    ScanCommand.FINISH: (_("Finish"), _("Sends what was counted; scan it again to agree to what differs.")),
    ScanCommand.UNDO: (_("Undo"), _("Takes the last scan back.")),
}


class NothingMore(Form):
    """The sheet is the same for everybody."""


async def make(reader: Reader, _asked: NothingMore) -> DocumentFile:
    """One page with three codes, to be read from a distance."""
    language = reader.scope.language
    data = {
        "company": reader.company.name,
        "language": language,
        "title": translate(_("Command codes for scanners"), language),
        "steps": translate(_("An order as it was ordered: scan its number, then the first code, then the second."), language),
        "commands": [
            {
                "name": translate(name, language),
                "does": translate(does, language),
                "code": str(command),
                "qr": qr_svg(str(command)),
            }
            for command, (name, does) in WORDS.items()
        ],
    }
    return DocumentFile("scan-commands.pdf", "application/pdf", write_paper(TEMPLATE, data, when=reader.now))


SCAN_COMMANDS = Document(
    "logistics.scan_commands",
    _("Command codes for scanners"),
    "logistics.read",
    NothingMore,
    make,
    "A sheet of codes by which a scanner takes an order as expected, finishes, or takes the last scan back.",
)
