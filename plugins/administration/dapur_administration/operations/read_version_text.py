"""The words of a PDF version, read in the background once it is saved, so that nobody waits for a long file."""

import asyncio

from dapur.contract import NotFound, Result, _, operation
from dapur.operations.work import Work
from dapur_administration.documents.pdf_text import pdf_text
from dapur_administration.operations.file_document import find_document
from dapur_administration.operations.save_version import WhichVersion

CONTENT = """
    select v.document_id, c.content from administration.document_version v
    join core.file f on f.company_id = v.company_id and f.id = v.file_id
    join core.file_content c on c.company_id = f.company_id and c.sha256 = f.sha256
    where v.company_id = %s and v.id = %s
"""

# Only while the content is there, and until this is saved it stays: who deletes it meanwhile deletes its words after this.
KEEP = """
    insert into administration.version_text (company_id, version_id, words)
    select company_id, id, %s from administration.document_version where company_id = %s and id = %s and file_id is not null for share
    on conflict do nothing
"""


class TextRead(Result):
    """How many letters of it are found."""

    letters: int


@operation(
    "administration.read_version_text",
    title=_("Read the text of a file"),
    permission="administration.document.write",
    audit_verb=_("read the text of a file"),
    doors=frozenset({"job"}),
)
async def read_version_text(work: Work, form: WhichVersion) -> TextRead:
    """Keep the text of a PDF version and let its document be found by it. A scan without text has none."""
    row = await work.row(CONTENT, work.scope.company, form.id)
    if row is None:
        raise NotFound(field="id")
    words = await asyncio.to_thread(pdf_text, bytes(row["content"]))
    await work.run(KEEP, words, work.scope.company, form.id)
    await find_document(work, row["document_id"])
    return TextRead(letters=len(words))
