"""Pages of documents, holds and lists for destruction."""

from typing import Any

from dapur.contract import Action, DocumentLink, FormPage, ListPage, Menu, Page, RecordPage, Related, View, _
from dapur.queries.reader import Reader
from dapur_administration.documents.version_file import VERSION_FILE
from dapur_administration.operations.destroy_documents import approve_disposal_list, destroy_documents, make_disposal_list
from dapur_administration.operations.file_document import ChangeDocument, change_document, file_document
from dapur_administration.operations.hold_documents import place_hold, release_hold
from dapur_administration.operations.restrict_document import restrict_document
from dapur_administration.operations.save_retention_class import SaveRetentionClass, save_retention_class
from dapur_administration.operations.save_version import (
    approve_version,
    check_in,
    check_out,
    delete_version,
    restore_version,
    save_version,
)
from dapur_administration.pages.offices import first_values
from dapur_administration.queries.documents import DOCUMENT_VERSIONS, DOCUMENTS, RETENTION_CLASSES
from dapur_administration.queries.holds import DISPOSAL_LISTS, LEGAL_HOLDS

GROUP = _("Documents")
HERE = ("active", "inactive", "due", "held")


async def _today(reader: Reader, _parameters: dict[str, str]) -> dict[str, Any]:
    return {"document_date": reader.today}


async def _readers(reader: Reader, parameters: dict[str, str]) -> dict[str, Any]:
    """Who may read it now. Raises NotFound."""
    found = await reader.one(
        DOCUMENTS, int(parameters["id"]) if parameters["id"].isdecimal() and len(parameters["id"]) < 19 else 0
    )
    rows = await reader.rows(
        "select user_id, unit_id from administration.document_reader where company_id = %s and document_id = %s order by id",
        *(reader.scope.company, found["id"]),
    )
    people = [{"user_id": user} for user, _unit in rows if user is not None]
    units = [{"unit_id": unit} for _user, unit in rows if unit is not None]
    return {"id": found["id"], "version": found["version"], "people": people, "units": units}


PAGES: tuple[Page, ...] = (
    ListPage(
        "archive",
        DOCUMENTS,
        _("Documents"),
        Menu(_("Documents"), 30, "file-text", GROUP),
        views=(
            View("kept", _("Kept"), {"status": "active,inactive,due,held"}),
            View("due", _("May be destroyed"), {"status": "due"}),
            View("held", _("Held"), {"status": "held"}),
            View("destroyed", _("Destroyed"), {"status": "destroyed"}),
            View("all", _("All")),
        ),
        new="archive/new",
        new_title=_("File document"),
        empty=_("No documents yet. File the first one."),
    ),
    FormPage("archive/new", file_document, _("File document"), "administration/archive/{id}", initial=_today),
    FormPage(
        "archive/{id}/edit",
        change_document,
        _("Change document"),
        "administration/archive/{id}",
        initial=first_values(DOCUMENTS, ChangeDocument),
    ),
    FormPage(
        "archive/{id}/readers",
        restrict_document,
        _("Who may read it"),
        "administration/archive/{id}",
        initial=_readers,
        grid="people",
    ),
    RecordPage(
        "archive/{id}",
        DOCUMENTS,
        "name",
        "archive",
        facts=(
            "code",
            "class",
            "document_date",
            "unit",
            "event_day",
            "active_through",
            "inactive_through",
            "destroy_from",
            "held",
            "checked_out",
            "checked_out_until",
            "keywords",
            "is_restricted",
            "sha",
            "destroyed_on",
            "approved_by",
        ),
        related=(Related(DOCUMENT_VERSIONS, _("Versions"), {"document": "id"}),),
        actions=(
            Action(save_version, {"id": "id", "based_on": "current"}, when=HERE, primary=True, icon="upload"),
            Action(check_out, {"id": "id"}, when=HERE, icon="lock"),
            Action(check_in, {"id": "id"}, when=HERE, icon="lock-open"),
            Action(restrict_document, {"id": "id"}, when=HERE, icon="eye-off", form="archive/{id}/readers"),
            Action(place_hold, {"document_id": "id"}, when=HERE, icon="gavel", done="administration/holds/{id}"),
        ),
        edit="archive/{id}/edit",
        edit_when=HERE,
        history="administration.document",
        slot="administration.document",
    ),
    RecordPage(
        "document-versions/{id}",
        DOCUMENT_VERSIONS,
        "name",
        "archive",
        facts=("document", "no", "label", "made_by", "made_at", "size", "sha", "restored_from", "approved_at", "deleted_at"),
        actions=(
            Action(approve_version, {"id": "id"}, when=("kept",), primary=True, icon="check"),
            Action(
                restore_version, {"id": "id"}, when=("kept", "approved"), icon="history", done="administration/archive/{document}"
            ),
            Action(delete_version, {"id": "id"}, when=("kept",), icon="trash"),
        ),
        documents=(DocumentLink(VERSION_FILE, when=("kept", "approved")),),
        history="administration.document_version",
    ),
    ListPage(
        "holds",
        LEGAL_HOLDS,
        _("Holds"),
        Menu(_("Holds"), 34, "gavel", GROUP),
        views=(View("open", _("In force"), {"status": "open"}), View("all", _("All"))),
        new="holds/new",
        new_title=_("Place hold"),
        empty=_("No hold keeps a document."),
    ),
    FormPage("holds/new", place_hold, _("Place hold"), "administration/holds/{id}"),
    RecordPage(
        "holds/{id}",
        LEGAL_HOLDS,
        "code",
        "holds",
        facts=(
            "name",
            "from_day",
            "document",
            "class",
            "unit",
            "first_day",
            "last_day",
            "placed_by",
            "released_on",
            "release_reason",
        ),
        actions=(Action(release_hold, {"id": "id"}, when=("open",), icon="lock-open"),),
        history="administration.legal_hold",
    ),
    ListPage(
        "disposals",
        DISPOSAL_LISTS,
        _("Lists for destruction"),
        Menu(_("Lists for destruction"), 36, "trash", GROUP),
        new="disposals/new",
        new_title=_("New list for destruction"),
        empty=_("Nothing was listed for destruction yet."),
    ),
    FormPage(
        "disposals/new", make_disposal_list, _("New list for destruction"), "administration/disposals/{id}", grid="documents"
    ),
    RecordPage(
        "disposals/{id}",
        DISPOSAL_LISTS,
        "code",
        "disposals",
        facts=("made_on", "made_by", "count", "approved_by", "approved_at", "destroyed_on"),
        related=(Related(DOCUMENT_VERSIONS, _("Versions on the list"), {"list": "id"}),),
        actions=(
            Action(approve_disposal_list, {"id": "id"}, when=("made",), primary=True, icon="check"),
            Action(
                destroy_documents,
                {"id": "id"},
                when=("approved",),
                primary=True,
                icon="trash",
                confirm=_("The content of {count} documents is destroyed for ever. Only number, title and hash stay."),
            ),
        ),
        history="administration.disposal_list",
    ),
    ListPage(
        "retention-classes",
        RETENTION_CLASSES,
        _("Retention classes"),
        Menu(_("Retention classes"), 86, "hourglass", _("Set-up")),
        new="retention-classes/new",
        new_title=_("New retention class"),
        empty=_("No retention classes yet. Say how long documents are kept."),
    ),
    FormPage("retention-classes/new", save_retention_class, _("New retention class"), "administration/retention-classes/{id}"),
    FormPage(
        "retention-classes/{id}/edit",
        save_retention_class,
        _("Change retention class"),
        "administration/retention-classes/{id}",
        initial=first_values(RETENTION_CLASSES, SaveRetentionClass),
    ),
    RecordPage(
        "retention-classes/{id}",
        RETENTION_CLASSES,
        "name",
        "retention-classes",
        facts=("code", "name_id", "name_en", "start_event", "active_years", "inactive_years", "outcome"),
        edit="retention-classes/{id}/edit",
        history="administration.retention_class",
    ),
)
