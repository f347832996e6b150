"""The file of a piece of evidence, as it was handed in."""

from typing import Annotated

from dapur.contract import Document, DocumentFile, Form, NotFound, Shown, _
from dapur.files.store import read_file
from dapur.queries.reader import Reader
from dapur_administration.queries.controls import EVIDENCE


class WhichEvidence(Form):
    """The evidence."""

    id: Annotated[int, Shown(_("Evidence"), reference="administration.evidence")]


async def make(reader: Reader, asked: WhichEvidence) -> DocumentFile:
    """Raises NotFound for evidence without a file."""
    evidence = await reader.one(EVIDENCE, asked.id)
    if evidence["file_id"] is None:
        raise NotFound(_("This evidence has no file. Its note says what was seen."))
    stored = await read_file(reader, evidence["file_id"])
    return DocumentFile(stored.name, stored.media_type, stored.content)


EVIDENCE_FILE = Document(
    "administration.evidence_file",
    _("File"),
    "administration.control.read",
    WhichEvidence,
    make,
    "The file of a piece of evidence, as it was handed in.",
)
