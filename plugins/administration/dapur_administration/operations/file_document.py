"""Documents are filed: with a number, a class and, where it is known, the event from which they are kept."""

from datetime import date
from typing import Annotated, Any

from pydantic import StringConstraints

from dapur.contract import Form, NotFound, Result, Shown, _, operation
from dapur.numbering import take_number
from dapur.operations.work import Work
from dapur_administration.operations.document_text import READ_HERE, searchable
from dapur_administration.operations.letter_search import index
from dapur_administration.operations.save_office import NAME, save_row
from dapur_administration.rules.retention import end_of_fiscal_year
from dapur_administration.settings import DOCUMENT_PATTERN, FISCAL_YEAR_END

DOCUMENT = Annotated[int, Shown(_("Document"), reference="administration.documents")]
FILE = Annotated[int | None, Shown(_("File"), kind="file")]
UNKNOWN = {
    "document_company_id_class_id_fkey": (
        "class_id", "ADMINISTRATION_CLASS_UNKNOWN", _("There is no such retention class. Choose one from the list.")
    ),
    "document_company_id_unit_id_fkey": (
        "unit_id", "ADMINISTRATION_UNIT_UNKNOWN", _("There is no such unit. Choose one from the list.")
    ),
}  # fmt: skip


class DocumentFacts(Form):
    """What a document is, and when it begins to be kept."""

    title: Annotated[NAME, Shown(_("Title"), width="wide")]
    class_id: Annotated[int, Shown(_("Retention class"), reference="administration.retention_classes")]
    document_date: Annotated[date, Shown(_("Date of the document"))]
    event_day: Annotated[
        date | None,
        Shown(_("End of contract or employment"), hint=_("Only where the class counts from it; empty until it is known")),
    ] = None
    unit_id: Annotated[int | None, Shown(_("Unit"), reference="base.organisation_units")] = None
    keywords: Annotated[
        str,
        StringConstraints(max_length=2000),
        Shown(_("Words to find it by"), kind="note", hint=_("What a scan says, for the search")),
    ] = ""


class FileDocument(DocumentFacts):
    """A document with its first version, which may follow later."""

    file: FILE = None


class DocumentFiled(Result):
    """The document. no: its newest version, 0 before the first."""

    id: int
    number: str
    no: int = 0
    version: int = 1


@operation(
    "administration.file_document",
    title=_("File document"),
    permission="administration.document.write",
    audit_verb=_("filed the document"),
    conflicts=UNKNOWN,
)
async def file_document(work: Work, form: FileDocument) -> DocumentFiled:
    """File a document. It gets a number, and its class says how long it is kept."""
    from dapur_administration.operations.save_version import add_version

    number = await take_number(work, "administration.document", form.document_date, work.setting(DOCUMENT_PATTERN))
    saved = await save_row(work, "administration.document", None, None, {"number": number.text, **await _facts(work, form)})
    no = await add_version(work, saved.id, form.file, "") if form.file is not None else 0
    await find_document(work, saved.id)
    return DocumentFiled(id=saved.id, number=number.text, no=no, version=saved.version)


class ChangeDocument(DocumentFacts):
    """A document and what it is now."""

    id: DOCUMENT
    version: Annotated[int | None, Shown(_("Version"), kind="hidden")] = None


@operation(
    "administration.change_document",
    title=_("Change document"),
    permission="administration.document.write",
    audit_verb=_("changed the document"),
    conflicts=UNKNOWN,
)
async def change_document(work: Work, form: ChangeDocument) -> DocumentFiled:
    """Change what a document is, or note the event from which it is kept. Its versions stay."""
    from dapur_administration.operations.save_version import held_document

    await held_document(work, form.id, destroyed_too=True)
    saved = await save_row(work, "administration.document", form.id, form.version, await _facts(work, form))
    await find_document(work, form.id)
    number = await work.value(
        "select number from administration.document where company_id = %s and id = %s", work.scope.company, form.id
    )
    return DocumentFiled(id=form.id, number=number, version=saved.version)


async def _facts(work: Work, form: DocumentFacts) -> dict[str, Any]:
    facts = form.model_dump(include={"title", "class_id", "document_date", "unit_id", "keywords"})
    event = await work.value(
        "select start_event from administration.retention_class where company_id = %s and id = %s",
        work.scope.company,
        form.class_id,
    )
    if event is None:
        raise NotFound(_("There is no such retention class. Choose one from the list."), field="class_id")
    return facts | {"start_day": _start(work, event, form)}


def _start(work: Work, event: str, form: DocumentFacts) -> date | None:
    if event == "document_date":
        return form.document_date
    if event == "end_of_fiscal_year":
        return end_of_fiscal_year(form.document_date, str(work.setting(FISCAL_YEAR_END)))
    return form.event_day


async def find_document(work: Work, document: int) -> None:
    """Let the document be found by number, title, words, and the text of its newest version."""
    row = await work.row(
        "select d.number, d.title, d.keywords, d.is_restricted, d.created_by, c.content,"
        " coalesce(v.file_name, '') as file_name, t.words"
        " from administration.document d"
        " left join administration.document_version v on v.company_id = d.company_id and v.document_id = d.id and v.no = d.current_no"
        " left join administration.version_text t on t.company_id = v.company_id and t.version_id = v.id"
        " left join core.file f on f.company_id = v.company_id and f.id = v.file_id"
        " left join core.file_content c on c.company_id = f.company_id and c.sha256 = f.sha256 and lower(v.file_name) like any (%s)"
        " where d.company_id = %s and d.id = %s",
        [f"%{ending}" for ending in READ_HERE],
        work.scope.company,
        document,
    )
    if row is not None:
        words = row["words"] or searchable(row["file_name"], row["content"])
        detail = f"{row['keywords']} {row['file_name']} {words}"
        address = f"administration/archive/{document}"
        audience = await _audience(work, document, row["created_by"]) if row["is_restricted"] else None
        right = "administration.document.read"
        await index(work, "document", document, row["number"], row["title"], detail, address, right, audience)


async def _audience(work: Work, document: int, filed_by: int) -> list[str]:
    rows = await work.rows(
        "select user_id, unit_id from administration.document_reader where company_id = %s and document_id = %s",
        *(work.scope.company, document),
    )
    named = [f"user:{row['user_id']}" if row["user_id"] is not None else f"unit:{row['unit_id']}" for row in rows]
    return [f"user:{filed_by}", *named]
