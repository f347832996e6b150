"""Files are stored by content, once per company, and never changed."""

import asyncio
import hashlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated

from pydantic import ConfigDict, Field, StringConstraints

from dapur.contract import Form, NotFound, Refused, Result, Shown, _, operation
from dapur.files.kinds import contradicts_its_name, is_program, media_type_of
from dapur.files.names import safe_name
from dapur.operations.work import Work

if TYPE_CHECKING:
    from dapur.queries.reader import Reader

MEGABYTE = 1_000_000
PIECE = 256 * 1024
"""Bytes that are read at once of a file that is sent: what one visitor's download holds in memory."""


class UploadFile(Form):
    """A file as it came."""

    model_config = Form.model_config | ConfigDict(ser_json_bytes="base64", val_json_bytes="base64")

    name: Annotated[str, StringConstraints(min_length=1, max_length=1000), Shown(_("File name"))]
    content: Annotated[bytes, Field(min_length=1), Shown(_("File"), kind="file")]


class FileStored(Result):
    """Its number, the name that it got and what it is."""

    id: int
    name: str
    media_type: str
    size: int


@operation(
    "core.upload_file",
    title=_("Upload file"),
    permission="core.file.upload",
    doors=frozenset({"page", "cli", "import", "setup"}),
    audit_verb=_("uploaded a file"),
)
async def upload_file(work: Work, form: UploadFile) -> FileStored:
    """Keep a file. It belongs to nothing yet: attach it or import it, or it goes after a day."""
    return await store_file(work, form.name, form.content)


async def store_file(work: Work, name: str, content: bytes) -> FileStored:
    """Keep a file within the transaction of any operation. Raises Refused for programs, lies and what is too big."""
    clean = safe_name(name)
    limit = int(work.setting("core.max_file_mb"))
    if len(content) > limit * MEGABYTE:
        size = (Decimal(len(content)) / MEGABYTE).quantize(Decimal("0.1"))
        text = _("The file has {size} MB, the limit is {limit} MB. Shrink it, or split it in two.")
        raise Refused("FILE_TOO_BIG", text.fill(size=size, limit=Decimal(limit)), field="content")
    if is_program(content):
        raise Refused("FILE_NOT_ALLOWED", _("{name} is a program. Attach documents only.").fill(name=clean), field="content")
    kind = media_type_of(content, clean)
    if contradicts_its_name(kind, clean):
        text = _("{name} is not what its name says. Open it, save it again, and attach that.")
        raise Refused("FILE_NOT_ALLOWED", text.fill(name=clean), field="content")
    sha256 = hashlib.sha256(content).digest()
    await work.run(
        "insert into core.file_content (company_id, sha256, content) values (%s, %s, %s) on conflict do nothing",
        work.scope.company,
        sha256,
        content,
    )
    number = await work.value(
        "insert into core.file (company_id, name, media_type, size, sha256, uploaded_by) values (%s, %s, %s, %s, %s, %s) returning id",
        work.scope.company,
        clean,
        kind,
        len(content),
        sha256,
        work.actor,
    )
    return FileStored(id=number, name=clean, media_type=kind, size=len(content))


@dataclass(frozen=True)
class StoredFile:
    """A file with its content."""

    id: int
    name: str
    media_type: str
    uploaded_by: int | None
    content: bytes


async def read_file(reader: "Reader", number: int) -> StoredFile:
    """A file of the company; who may see it is for the caller to say. Raises NotFound."""
    found = await reader.rows(
        "select f.id, f.name, f.media_type, f.uploaded_by, c.content from core.file f"
        " join core.file_content c on c.company_id = f.company_id and c.sha256 = f.sha256 where f.company_id = %s and f.id = %s",
        reader.scope.company,
        number,
    )
    if not found:
        raise NotFound()
    return StoredFile(*found[0])


@dataclass(frozen=True)
class KeptFile:
    """What is known of a file without reading it. size: bytes; sha256: of its content, which never changes."""

    id: int
    name: str
    media_type: str
    size: int
    sha256: bytes


async def find_file(reader: "Reader", number: int) -> KeptFile:
    """A file of the company without its content; who may see it is for the caller to say. Raises NotFound."""
    found = await reader.rows(
        "select id, name, media_type, size, sha256 from core.file where company_id = %s and id = %s", reader.scope.company, number
    )
    if not found:
        raise NotFound()
    return KeptFile(*found[0])


async def pieces_of(reader: "Reader", file: KeptFile, first: int, last: int) -> AsyncIterator[bytes]:
    """The bytes from `first` to `last`, both counted from 0 and included, a piece at a time. Raises NotFound once it is gone."""
    for start in range(first, last + 1, PIECE):
        # The content is kept uncompressed, so PostgreSQL reads only the part that is asked for. Whoever hangs up in the middle
        # (a film that is sought does) does not break the connection of others: the piece is read to its end.
        reading = reader.value(
            "select substring(content from %s::int for %s::int) from core.file_content where company_id = %s and sha256 = %s",
            *(start + 1, min(PIECE, last + 1 - start), reader.scope.company, file.sha256),
        )
        piece = await asyncio.shield(reading)
        if piece is None:
            raise NotFound()
        yield piece
