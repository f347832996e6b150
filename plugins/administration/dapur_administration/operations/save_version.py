"""Versions: saved on top of the one that was read, checked out while somebody edits, restored, deleted to a tombstone."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import StringConstraints

from dapur.contract import Conflict, Form, NotFound, Refused, Result, Shown, _, operation
from dapur.jobs.enqueue import later
from dapur.operations.work import Work
from dapur_administration.operations.file_document import DOCUMENT, DocumentFiled, find_document

VERSION = Annotated[int, Shown(_("Version"), reference="administration.document_versions")]
LABEL = Annotated[str, StringConstraints(max_length=200), Shown(_("What changed"), width="wide")]


class SaveVersion(Form):
    """A new file. based_on: number of the version that was read; another newest one is a conflict."""

    id: DOCUMENT
    file: Annotated[int, Shown(_("File"), kind="file")]
    label: LABEL = ""
    based_on: Annotated[int | None, Shown(_("Based on version"), kind="hidden")] = None


@operation(
    "administration.save_version",
    title=_("New version"),
    permission="administration.document.write",
    audit_verb=_("saved a new version"),
)
async def save_version(work: Work, form: SaveVersion) -> DocumentFiled:
    """Save a new version. Nothing is overwritten; whoever was faster, or has checked the document out, is named."""
    document = await held_document(work, form.id)
    need_not_checked_out(work, document)
    if form.based_on is not None and form.based_on != document["current_no"]:
        sentence = _("Version {no} came meanwhile. Look at it, then save yours on top of it.")
        no = document["current_no"]
        raise Conflict("VERSION_CHANGED", sentence.fill(no=no), field="based_on", current=no)
    no = await add_version(work, form.id, form.file, form.label)
    await find_document(work, form.id)
    return DocumentFiled(id=form.id, number=document["number"], no=no)


async def held_document(work: Work, document: int, *, destroyed_too: bool = False) -> dict[str, Any]:
    """The document, held until the transaction ends. Raises NotFound, also where it is not for the actor, and Refused for one
    that is destroyed."""
    row = await work.row(
        "select d.number, d.current_no, d.checked_out_by, d.checked_out_until, d.destroyed_on, u.name as holder"
        " from administration.document d left join core.app_user u on u.id = d.checked_out_by"
        " where d.company_id = %s and d.id = %s and administration.may_read_document(d.company_id, d.id) for no key update of d",
        work.scope.company,
        document,
    )
    if row is None:
        raise NotFound(field="id")
    if row["destroyed_on"] is not None and not destroyed_too:
        raise Refused(
            "ADMINISTRATION_DOCUMENT_GONE", _("This document is destroyed. Only its number, title and hash are left."), field="id"
        )
    return row


def need_not_checked_out(work: Work, document: dict[str, Any]) -> None:
    """Raise Refused while somebody else has the document checked out."""
    if document["checked_out_by"] in (None, work.actor) or document["checked_out_until"] <= work.now:
        return
    sentence = _("{person} has checked this document out. Ask them, or wait until that ends.")
    raise Refused(
        "ADMINISTRATION_CHECKED_OUT", sentence.fill(person=document["holder"]), field="id", by=document["checked_out_by"]
    )


async def add_version(work: Work, document: int, file: int, label: str, restored_from: int | None = None) -> int:
    """Write the next version of a file that the actor uploaded, or that is restored. Raises NotFound."""
    row = await work.row(
        "update administration.document d set current_no = d.current_no + 1, version = d.version + 1 from core.file f"
        " where d.company_id = %s and d.id = %s and f.company_id = d.company_id and f.id = %s and (f.uploaded_by = %s or %s)"
        " returning d.current_no, f.sha256, f.name, f.size",
        work.scope.company,
        document,
        file,
        work.actor,
        restored_from is not None,
    )
    if row is None:
        raise NotFound(_("Upload the file first, then save it."), field="file")
    made = await work.value(
        "insert into administration.document_version (company_id, document_id, no, file_id, sha256, file_name, size, label,"
        " restored_from) values (%s, %s, %s, %s, %s, %s, %s, %s, %s) returning id",
        work.scope.company,
        document,
        row["current_no"],
        file,
        row["sha256"],
        row["name"],
        row["size"],
        label,
        restored_from,
    )
    if row["name"].lower().endswith(".pdf"):
        await later(work, "administration.read_version_text", {"id": made})
    return int(row["current_no"])


class CheckOut(Form):
    """A document, and until when one edits it alone."""

    id: DOCUMENT
    until: Annotated[datetime, Shown(_("Until"), kind="time")]


@operation(
    "administration.check_out",
    title=_("Check out"),
    permission="administration.document.write",
    audit_verb=_("checked the document out"),
)
async def check_out(work: Work, form: CheckOut) -> DocumentFiled:
    """Edit a document alone until a moment. Nobody else saves a version meanwhile; it ends by itself."""
    document = await held_document(work, form.id)
    need_not_checked_out(work, document)
    if form.until.tzinfo is None or form.until <= work.now:
        raise Refused("ADMINISTRATION_MOMENT_PAST", _("Choose a moment that is still to come."), field="until")
    return await _check(work, form.id, document, work.actor, form.until)


class WhichDocument(Form):
    """A document."""

    id: DOCUMENT


@operation(
    "administration.check_in",
    title=_("Give back"),
    permission="administration.document.write",
    audit_verb=_("gave the document back"),
)
async def check_in(work: Work, form: WhichDocument) -> DocumentFiled:
    """End a check-out before its time: one's own, or, with the right to manage holds, another's."""
    document = await held_document(work, form.id)
    if document["checked_out_by"] != work.actor and not work.scope.may("administration.document.dispose"):
        need_not_checked_out(work, document)
    return await _check(work, form.id, document, None, None)


async def _check(work: Work, number: int, document: dict[str, Any], who: int | None, until: datetime | None) -> DocumentFiled:
    await work.run(
        "update administration.document set checked_out_by = %s, checked_out_until = %s, version = version + 1"
        " where company_id = %s and id = %s",
        who,
        until,
        work.scope.company,
        number,
    )
    return DocumentFiled(id=number, number=document["number"], no=document["current_no"])


class WhichVersion(Form):
    """A version of a document."""

    id: VERSION


class VersionChanged(Result):
    """The document, and the version that this was about."""

    id: int
    document: int
    no: int


@operation(
    "administration.restore_version",
    title=_("Restore"),
    permission="administration.document.write",
    audit_verb=_("restored a version"),
)
async def restore_version(work: Work, form: WhichVersion) -> VersionChanged:
    """Make an old version the newest again, as a new version: nothing is overwritten."""
    version = await _version(work, form.id)
    need_not_checked_out(work, await held_document(work, version["document_id"]))
    if version["file_id"] is None:
        raise Refused("ADMINISTRATION_VERSION_GONE", _("The content of this version is deleted. Choose another."), field="id")
    no = await add_version(work, version["document_id"], version["file_id"], version["label"], version["no"])
    await find_document(work, version["document_id"])
    made = await work.value(
        "select id from administration.document_version where company_id = %s and document_id = %s and no = %s",
        work.scope.company,
        version["document_id"],
        no,
    )
    return VersionChanged(id=made, document=version["document_id"], no=no)


@operation(
    "administration.approve_version",
    title=_("Approve version"),
    permission="administration.document.approve",
    audit_verb=_("approved a version"),
)
async def approve_version(work: Work, form: WhichVersion) -> VersionChanged:
    """Approve a version: exactly this content, by its hash. It is never deleted before the document is destroyed."""
    version = await _version(work, form.id)
    await held_document(work, version["document_id"])
    if version["approved_at"] is not None:
        raise Refused("ADMINISTRATION_APPROVED_VERSION", _("This version is approved already."), field="id")
    if version["file_id"] is None:
        raise Refused("ADMINISTRATION_VERSION_GONE", _("The content of this version is deleted. Choose another."), field="id")
    await _change(work, form.id, "approved_by = %s, approved_at = %s", work.actor, work.now)
    return VersionChanged(id=form.id, document=version["document_id"], no=version["no"])


@operation(
    "administration.delete_version",
    title=_("Delete content"),
    permission="administration.document.write",
    audit_verb=_("deleted the content of a version"),
    danger=True,
)
async def delete_version(work: Work, form: WhichVersion) -> VersionChanged:
    """Delete the content of a version. Its number and hash stay, and the number is not used again."""
    version = await _version(work, form.id)
    need_not_checked_out(work, await held_document(work, version["document_id"]))
    if version["file_id"] is None:
        raise Refused("ADMINISTRATION_VERSION_GONE", _("The content of this version is deleted. Choose another."), field="id")
    await _change(work, form.id, "file_id = null, deleted_by = %s, deleted_at = %s", work.actor, work.now)
    await work.run(
        "delete from administration.version_text where company_id = %s and version_id = %s", work.scope.company, form.id
    )
    await find_document(work, version["document_id"])
    return VersionChanged(id=form.id, document=version["document_id"], no=version["no"])


async def _version(work: Work, version: int) -> dict[str, Any]:
    row = await work.row(
        "select document_id, no, file_id, label, approved_at from administration.document_version where company_id = %s and id = %s",
        work.scope.company,
        version,
    )
    if row is None:
        raise NotFound(field="id")
    return row


async def _change(work: Work, version: int, what: str, *values: Any) -> None:
    await work.run(
        f"update administration.document_version set {what} where company_id = %s and id = %s",
        *values,
        work.scope.company,
        version,
    )
