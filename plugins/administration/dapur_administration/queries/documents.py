"""Documents with their retention, and their versions."""

from sqlalchemy import Date, Select, Text, and_, case, cast, func, literal, or_, select
from sqlalchemy.sql.selectable import FromClause

from dapur.contract import Choice, Column, Filter, Query, _
from dapur.tables import app_user, company
from dapur_administration.operations.save_retention_class import OUTCOMES, START_EVENTS
from dapur_administration.queries.shared import USE, USE_TONES, today, use_filter, use_of
from dapur_administration.tables.documents import disposal_item, disposal_list, document, document_version, retention_class
from dapur_base.names import shown_name
from dapur_base.ranges import within
from dapur_base.tables.organisation import organisation_unit

_use = use_of(retention_class.c.is_closed)
class_name = shown_name(retention_class.c.name_id, retention_class.c.name_en)
RETENTION_CLASSES = Query(
    "administration.retention_classes",
    _("Retention classes"),
    "administration.document.read",
    statement=lambda: select(retention_class.c.id),
    company=retention_class.c.company_id,
    description="How long documents are kept, from which event on, and what becomes of them.",
    columns=(
        Column("id", _("Number"), "id", retention_class.c.id, hidden=True),
        Column(
            "code", _("Code"), "code", retention_class.c.code, sort=True, phone=2, link="administration/retention-classes/{id}"
        ),
        Column("name", _("Name"), "text", class_name, sort=True, phone=1, link="administration/retention-classes/{id}"),
        Column("start_event", _("Kept from"), "status", retention_class.c.start_event, choices=START_EVENTS, phone=2),
        Column("active_years", _("Active years"), "integer", retention_class.c.active_years),
        Column("inactive_years", _("Inactive years"), "integer", retention_class.c.inactive_years),
        Column("outcome", _("Then"), "status", retention_class.c.outcome, choices=OUTCOMES, phone=2),
        Column("status", _("Status"), "status", _use, choices=USE, tones=USE_TONES, phone=1),
        Column("name_id", _("Indonesian name"), "text", retention_class.c.name_id, hidden=True),
        Column("name_en", _("English name"), "text", retention_class.c.name_en, hidden=True),
        Column("is_closed", _("No longer used"), "flag", retention_class.c.is_closed, hidden=True),
        Column("version", _("Version"), "integer", retention_class.c.version, hidden=True),
    ),
    key=("id",),
    default_sort=("code",),
    filters=(use_filter(_use),),
    search=(retention_class.c.code, retention_class.c.name_id, retention_class.c.name_en),
)

years_after = func.administration.years_after
_years = retention_class.c.active_years + retention_class.c.inactive_years
_active = cast(years_after(document.c.start_day, retention_class.c.active_years), Date)
_inactive = cast(case((retention_class.c.inactive_years.is_not(None), years_after(document.c.start_day, _years))), Date)
_from = cast(case((retention_class.c.outcome == "destroy", _inactive + 1)), Date)
_held = cast(func.coalesce(func.administration.hold_of(document.c.company_id, document.c.id, today), literal("")), Text)
_out = and_(document.c.checked_out_until.is_not(None), document.c.checked_out_until > func.core.now())
STATES = (
    Choice("active", _("Active")),
    Choice("inactive", _("Inactive")),
    Choice("due", _("May be destroyed")),
    Choice("held", _("Held")),
    Choice("destroyed", _("Destroyed")),
)
TONES = {"active": "green", "inactive": "azure", "due": "blue", "held": "red", "destroyed": "secondary"}
_state = case(
    (document.c.destroyed_on.is_not(None), "destroyed"),
    (_held != "", "held"),
    (_from <= today, "due"),
    (_active < today, "inactive"),
    else_="active",
)
_newest = and_(
    document_version.c.company_id == document.c.company_id,
    document_version.c.document_id == document.c.id,
    document_version.c.no == document.c.current_no,
)
APPROVER = app_user.alias("approver")
MAY_READ = or_(
    ~document.c.is_restricted,
    document.c.created_by == func.core.current_actor(),
    func.administration.may_read_document(document.c.company_id, document.c.id),
)
"""Documents for some alone are seen by them, and by whoever filed them."""


def _documents() -> Select[tuple[int]]:
    same = document.c.company_id
    return _those(
        document.join(company, company.c.id == same)
        .join(retention_class, and_(retention_class.c.company_id == same, retention_class.c.id == document.c.class_id))
        .outerjoin(organisation_unit, and_(organisation_unit.c.company_id == same, organisation_unit.c.id == document.c.unit_id))
        .outerjoin(document_version, _newest)
        .outerjoin(app_user, app_user.c.id == document.c.checked_out_by)
        .outerjoin(disposal_list, and_(disposal_list.c.company_id == same, disposal_list.c.id == document.c.disposal_list_id))
        .outerjoin(APPROVER, APPROVER.c.id == disposal_list.c.approved_by)
    )


def _those(joined: FromClause) -> Select[tuple[int]]:
    return select(document.c.id).select_from(joined).where(MAY_READ)


DOCUMENTS = Query(
    "administration.documents",
    _("Documents"),
    "administration.document.read",
    statement=_documents,
    company=document.c.company_id,
    description="Documents, how long they are kept, who has them checked out; destroyed ones with what is left of them.",
    columns=(
        Column("id", _("Number"), "id", document.c.id, hidden=True),
        Column("code", _("Document number"), "code", document.c.number, sort=True, phone=2, link="administration/archive/{id}"),
        Column("name", _("Title"), "text", document.c.title, sort=True, phone=1, link="administration/archive/{id}"),
        Column("document_date", _("Date of the document"), "date", document.c.document_date, sort=True, phone=2),
        Column("class", _("Retention class"), "text", class_name, phone=2),
        Column("unit", _("Unit"), "text", func.coalesce(organisation_unit.c.name, literal(""))),
        Column("current", _("Version"), "integer", document.c.current_no),
        Column("active_through", _("Active through"), "date", _active),
        Column("inactive_through", _("Inactive through"), "date", _inactive, hidden=True),
        Column("destroy_from", _("May be destroyed from"), "date", _from),
        Column("status", _("Status"), "status", _state, choices=STATES, tones=TONES, phone=1),
        Column("held", _("Held for"), "code", _held, hidden=True),
        Column("checked_out", _("Checked out by"), "text", case((_out, app_user.c.name), else_=""), hidden=True),
        Column("checked_out_until", _("Checked out until"), "time", case((_out, document.c.checked_out_until)), hidden=True),
        Column("keywords", _("Words to find it by"), "text", document.c.keywords, hidden=True),
        Column(
            "sha", _("Hash of the content"), "code", func.coalesce(func.encode(document_version.c.sha256, "hex"), ""), hidden=True
        ),
        Column("is_restricted", _("For some alone"), "flag", document.c.is_restricted, hidden=True),
        Column("destroyed_on", _("Destroyed on"), "date", document.c.destroyed_on, hidden=True),
        Column("approved_by", _("Approved by"), "text", func.coalesce(APPROVER.c.name, literal("")), hidden=True),
        Column("title", _("Title"), "text", document.c.title, hidden=True),
        Column("event_day", _("Kept from the day"), "date", document.c.start_day, hidden=True),
        Column("class_id", _("Retention class"), "id", document.c.class_id, hidden=True),
        Column("unit_id", _("Unit"), "id", document.c.unit_id, hidden=True),
        Column("version", _("Version"), "integer", document.c.version, hidden=True),
        Column("version_id", _("Version"), "id", document_version.c.id, hidden=True),
    ),
    key=("id",),
    default_sort=("-document_date", "-id"),
    filters=(
        Filter("status", _("Status"), "choice", lambda v: _state == func.any(v), choices=STATES),
        Filter(
            "class",
            _("Retention class"),
            "reference",
            lambda v: document.c.class_id == v,
            reference="administration.retention_classes",
        ),
        Filter("document_date", _("Date of the document"), "dates", lambda v: within(document.c.document_date, v)),
        Filter("unit", _("Unit"), "reference", lambda v: document.c.unit_id == v, reference="base.organisation_units"),
    ),
    search=(document.c.number, document.c.title, document.c.keywords),
)

VERSION_STATES = (Choice("kept", _("Kept")), Choice("approved", _("Approved")), Choice("deleted", _("Deleted")))
_version_state = case(
    (document_version.c.deleted_at.is_not(None), "deleted"),
    (document_version.c.approved_at.is_not(None), "approved"),
    else_="kept",
)
DOCUMENT_VERSIONS = Query(
    "administration.document_versions",
    _("Versions"),
    "administration.document.read",
    statement=lambda: (
        select(document_version.c.id)
        .select_from(
            document_version.join(
                document,
                and_(document.c.company_id == document_version.c.company_id, document.c.id == document_version.c.document_id),
            ).join(app_user, app_user.c.id == document_version.c.made_by)
        )
        .where(MAY_READ)
    ),
    company=document_version.c.company_id,
    description="Versions of documents by number and hash; of deleted ones the tombstone.",
    columns=(
        Column("id", _("Number"), "id", document_version.c.id, hidden=True),
        Column(
            "no", _("Version"), "integer", document_version.c.no, sort=True, phone=1, link="administration/document-versions/{id}"
        ),
        Column("name", _("File"), "text", document_version.c.file_name, phone=1, link="administration/document-versions/{id}"),
        Column("label", _("What changed"), "text", document_version.c.label, phone=2),
        Column("made_by", _("By"), "text", app_user.c.name, phone=2),
        Column("made_at", _("At"), "time", document_version.c.made_at),
        Column("restored_from", _("Restored from"), "integer", document_version.c.restored_from, hidden=True),
        Column(
            "status",
            _("Status"),
            "status",
            _version_state,
            choices=VERSION_STATES,
            tones={"kept": "azure", "approved": "green", "deleted": "secondary"},
            phone=1,
        ),
        Column("document", _("Document"), "text", document.c.title, hidden=True, link="administration/archive/{document_id}"),
        Column("sha", _("Hash of the content"), "code", func.encode(document_version.c.sha256, "hex"), hidden=True),
        Column("size", _("Bytes"), "integer", document_version.c.size, hidden=True),
        Column("deleted_at", _("Deleted at"), "time", document_version.c.deleted_at, hidden=True),
        Column("approved_at", _("Approved at"), "time", document_version.c.approved_at, hidden=True),
        Column("document_id", _("Document"), "id", document_version.c.document_id, hidden=True),
        Column("file_id", _("File"), "id", document_version.c.file_id, hidden=True),
    ),
    key=("id",),
    default_sort=("-no", "-id"),
    filters=(
        Filter(
            "document",
            _("Document"),
            "reference",
            lambda v: document_version.c.document_id == v,
            reference="administration.documents",
        ),
        Filter(
            "list",
            _("List"),
            "reference",
            lambda v: document_version.c.document_id.in_(select(disposal_item.c.document_id).where(disposal_item.c.list_id == v)),
            reference="administration.disposal_lists",
        ),
    ),
    search=(document_version.c.file_name, document_version.c.label),
)
