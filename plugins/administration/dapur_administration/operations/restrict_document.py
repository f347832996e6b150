"""Who may read a document: everybody with the right to documents, or chosen people and units alone."""

from typing import Annotated

from dapur.contract import Form, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_administration.operations.file_document import DOCUMENT, find_document
from dapur_administration.operations.save_office import save_row
from dapur_administration.operations.save_version import held_document


class PersonWhoReads(Form):
    """A person who may read it."""

    user_id: Annotated[int, Shown(_("Person"), reference="base.colleagues")]


class UnitThatReads(Form):
    """A unit whose people may read it, those of units below it as well."""

    unit_id: Annotated[int, Shown(_("Unit"), reference="base.organisation_units")]


class RestrictDocument(Form):
    """A document, and who may read it; nobody named opens it to everybody again."""

    id: DOCUMENT
    people: Annotated[list[PersonWhoReads], Shown(_("People who may read it"), kind="lines")] = []
    units: Annotated[list[UnitThatReads], Shown(_("Units that may read it"), kind="lines")] = []
    version: Annotated[int | None, Shown(_("Version"), kind="hidden")] = None


class DocumentRestricted(Result):
    """The document, and whether it is for some alone."""

    id: int
    is_restricted: bool
    version: int


@operation(
    "administration.restrict_document",
    title=_("Set who may read it"),
    permission="administration.document.write",
    audit_verb=_("chose who may read the document"),
    conflicts={
        "document_reader_company_id_user_id_fkey": (
            "people", "ADMINISTRATION_READER_UNKNOWN", _("This person is not in the company. Choose from the list.")
        ),
        "document_reader_company_id_unit_id_fkey": (
            "units", "ADMINISTRATION_UNIT_UNKNOWN", _("There is no such unit. Choose one from the list.")
        ),
    },
)  # fmt: skip
async def restrict_document(work: Work, form: RestrictDocument) -> DocumentRestricted:
    """Let only these people and units find, open and change a document, besides whoever filed it; or everybody again."""
    await held_document(work, form.id)
    company = work.scope.company
    people, units = {one.user_id for one in form.people}, {one.unit_id for one in form.units}
    restricted = bool(people or units)
    saved = await save_row(work, "administration.document", form.id, form.version, {"is_restricted": restricted})
    await work.run("delete from administration.document_reader where company_id = %s and document_id = %s", company, form.id)
    await work.run(
        "insert into administration.document_reader (company_id, document_id, user_id, unit_id)"
        " select %s, %s, u, null from unnest(%s::bigint[]) u union all select %s, %s, null, o from unnest(%s::bigint[]) o",
        *(company, form.id, sorted(people), company, form.id, sorted(units)),
    )
    await find_document(work, form.id)
    return DocumentRestricted(id=form.id, is_restricted=restricted, version=saved.version)
