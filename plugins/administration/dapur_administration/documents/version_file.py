"""The file of a version, as it was saved."""

from typing import Annotated

from dapur.contract import Document, DocumentFile, Form, Refused, Shown, _
from dapur.files.store import read_file
from dapur.queries.reader import Reader
from dapur_administration.queries.documents import DOCUMENT_VERSIONS


class WhichVersionFile(Form):
    """The version."""

    id: Annotated[int, Shown(_("Version"), reference="administration.document_versions")]


async def make(reader: Reader, asked: WhichVersionFile) -> DocumentFile:
    """Raises Refused for a version whose content is deleted."""
    version = await reader.one(DOCUMENT_VERSIONS, asked.id)
    if version["file_id"] is None:
        raise Refused("ADMINISTRATION_VERSION_GONE", _("The content of this version is deleted. Its hash is all that is left."))
    stored = await read_file(reader, version["file_id"])
    return DocumentFile(version["name"], stored.media_type, stored.content)


VERSION_FILE = Document(
    "administration.version_file",
    _("Download"),
    "administration.document.read",
    WhichVersionFile,
    make,
    "The file of a version of a document, as it was saved.",
)
