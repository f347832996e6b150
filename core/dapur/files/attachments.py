"""Files at the records of a department: its own table with real keys, and two operations made for it.

A migration calls `select core.make_attachment_table('accounting.entry_file', 'accounting.entry')`; the plugin
registers the two operations of `attachment_operations` and names the table and the first operation on its record
page. Whoever may read the record may read its files; `permission` is what it takes to change them.
"""

from typing import Annotated

from dapur.contract import Form, NotFound, Operation, Refused, Result, Shown, Words, _, operation
from dapur.files.store import KeptFile, find_file
from dapur.operations.work import Work
from dapur.queries.reader import Reader


class AttachFile(Form):
    """A file that was uploaded by the same person, and the record that it belongs to."""

    owner: Annotated[int, Shown(_("Belongs to"), kind="hidden")]
    file: Annotated[int, Shown(_("File"), kind="file")]


class DetachFile(Form):
    """A file of a record."""

    owner: Annotated[int, Shown(_("Belongs to"), kind="hidden")]
    file: Annotated[int, Shown(_("File"), kind="hidden")]


class FileAttached(Result):
    """Both again."""

    owner: int
    file: int


def attachment_operations(
    table: str, permission: str, *, owner: str, attach: str, detach: str, title: Words = _("Attach file")
) -> tuple[Operation, Operation]:
    """(attach, detach) for an attachment table ("schema.name") whose records lie in `owner` ("schema.name").

    attach, detach: names of the operations ("accounting.attach_to_entry").
    """
    table, owner = _checked(table), _checked(owner)

    @operation(attach, title=title, permission=permission, audit_verb=_("attached a file"))
    async def attach_file(work: Work, form: AttachFile) -> FileAttached:
        """Attach a file that you uploaded to a record."""
        company = work.scope.company
        if await work.row(f"select 1 as there from {owner} where company_id = %s and id = %s", company, form.owner) is None:
            raise NotFound(field="owner")
        # Only one's own upload: else a guessed number would open somebody else's file.
        mine = await work.row(
            "select 1 as there from core.file where company_id = %s and id = %s and uploaded_by = %s",
            company,
            form.file,
            work.actor,
        )
        if mine is None:
            raise NotFound(_("Upload the file first, then attach it."), field="file")
        await work.run(
            f"insert into {table} (company_id, owner_id, file_id, attached_by) values (%s, %s, %s, %s) on conflict do nothing",
            company,
            form.owner,
            form.file,
            work.actor,
        )
        return FileAttached(owner=form.owner, file=form.file)

    @operation(detach, title=_("Remove file"), permission=permission, audit_verb=_("removed a file"))
    async def detach_file(work: Work, form: DetachFile) -> FileAttached:
        """Take a file off a record. The history keeps it."""
        gone = await work.row(
            f"update {table} set detached_at = core.now(), detached_by = %s where company_id = %s and owner_id = %s and file_id = %s"
            " and detached_at is null returning id",
            work.actor,
            work.scope.company,
            form.owner,
            form.file,
        )
        if gone is None:
            raise Refused("FILE_NOT_THERE", _("This file is not attached here any more. Open the page again."), field="file")
        return FileAttached(owner=form.owner, file=form.file)

    return attach_file, detach_file


async def attached_file(reader: Reader, table: str, owner: int, file: int) -> KeptFile:
    """A file of a record that the reader may see, without its content. Raises NotFound."""
    found = await reader.rows(
        f"select 1 from {_checked(table)} where company_id = %s and owner_id = %s and file_id = %s and detached_at is null",
        reader.scope.company,
        owner,
        file,
    )
    if not found:
        raise NotFound()
    return await find_file(reader, file)


def _checked(table: str) -> str:
    schema, _dot, name = table.partition(".")
    if not (schema.isidentifier() and name.isidentifier() and table.isascii()):
        raise ValueError(f"not a table: {table!r}")
    return table
