"""Holds, and lists for destruction."""

from sqlalchemy import Integer, Text, and_, case, cast, func, literal, select

from dapur.contract import Choice, Column, Filter, Query, _
from dapur.tables import app_user
from dapur_administration.queries.documents import APPROVER, MAY_READ, class_name
from dapur_administration.tables.documents import disposal_item, disposal_list, document, legal_hold, retention_class
from dapur_base.tables.organisation import organisation_unit

HOLD_STATES = (Choice("open", _("In force")), Choice("released", _("Released")))
_hold_state = case((legal_hold.c.released_on.is_(None), "open"), else_="released")
LEGAL_HOLDS = Query(
    "administration.legal_holds",
    _("Holds"),
    "administration.document.read",
    statement=lambda: select(legal_hold.c.id).select_from(
        legal_hold.outerjoin(
            document, and_(document.c.company_id == legal_hold.c.company_id, document.c.id == legal_hold.c.document_id)
        )
        .outerjoin(
            retention_class,
            and_(retention_class.c.company_id == legal_hold.c.company_id, retention_class.c.id == legal_hold.c.class_id),
        )
        .outerjoin(
            organisation_unit,
            and_(organisation_unit.c.company_id == legal_hold.c.company_id, organisation_unit.c.id == legal_hold.c.unit_id),
        )
        .join(app_user, app_user.c.id == legal_hold.c.placed_by)
    ),
    company=legal_hold.c.company_id,
    description="Cases that keep documents from being destroyed.",
    columns=(
        Column("id", _("Number"), "id", legal_hold.c.id, hidden=True),
        Column("code", _("Case"), "code", legal_hold.c.code, sort=True, phone=1, link="administration/holds/{id}"),
        Column("name", _("Reason"), "text", legal_hold.c.reason, phone=2),
        Column("from_day", _("From"), "date", legal_hold.c.from_day, sort=True, phone=2),
        Column(
            "document",
            _("Document"),
            "text",
            case((document.c.id.is_(None), literal("")), (MAY_READ, document.c.title), else_=document.c.number),
        ),
        Column("class", _("Retention class"), "text", func.coalesce(cast(class_name, Text), literal(""))),
        Column("unit", _("Unit"), "text", func.coalesce(organisation_unit.c.name, literal(""))),
        Column("first_day", _("Documents dated from"), "date", legal_hold.c.first_day, hidden=True),
        Column("last_day", _("Documents dated through"), "date", legal_hold.c.last_day, hidden=True),
        Column("placed_by", _("Placed by"), "text", app_user.c.name),
        Column("released_on", _("Released on"), "date", legal_hold.c.released_on),
        Column("release_reason", _("Reason of the release"), "text", legal_hold.c.release_reason, hidden=True),
        Column(
            "status",
            _("Status"),
            "status",
            _hold_state,
            choices=HOLD_STATES,
            tones={"open": "red", "released": "secondary"},
            phone=1,
        ),
    ),
    key=("id",),
    default_sort=("-from_day", "-id"),
    filters=(Filter("status", _("Status"), "choice", lambda v: _hold_state == func.any(v), choices=HOLD_STATES),),
    search=(legal_hold.c.code, legal_hold.c.reason),
)

LIST_STATES = (Choice("made", _("Waits for approval")), Choice("approved", _("Approved")), Choice("destroyed", _("Destroyed")))
_list_state = case(
    (disposal_list.c.destroyed_on.is_not(None), "destroyed"), (disposal_list.c.approved_by.is_not(None), "approved"), else_="made"
)
# What the reader may read: nobody learns of a document for others alone from how many there are.
_count = (
    select(func.count())
    .select_from(
        disposal_item.join(
            document, and_(document.c.company_id == disposal_item.c.company_id, document.c.id == disposal_item.c.document_id)
        )
    )
    .where(disposal_item.c.company_id == disposal_list.c.company_id, disposal_item.c.list_id == disposal_list.c.id, MAY_READ)
    .correlate(disposal_list)
    .scalar_subquery()
)
DISPOSAL_LISTS = Query(
    "administration.disposal_lists",
    _("Lists for destruction"),
    "administration.document.read",
    statement=lambda: select(disposal_list.c.id).select_from(
        disposal_list.join(app_user, app_user.c.id == disposal_list.c.made_by).outerjoin(
            APPROVER, APPROVER.c.id == disposal_list.c.approved_by
        )
    ),
    company=disposal_list.c.company_id,
    description="Documents whose time is over: who listed them, who approved it, when they were destroyed.",
    columns=(
        Column("id", _("Number"), "id", disposal_list.c.id, hidden=True),
        Column(
            "code",
            _("Number of the list"),
            "code",
            disposal_list.c.number,
            sort=True,
            phone=1,
            link="administration/disposals/{id}",
        ),
        Column("made_on", _("Made on"), "date", disposal_list.c.made_on, sort=True, phone=2),
        Column("made_by", _("Made by"), "text", app_user.c.name, phone=2),
        Column("count", _("Documents"), "integer", cast(_count, Integer)),
        Column("approved_by", _("Approved by"), "text", func.coalesce(APPROVER.c.name, literal(""))),
        Column("approved_at", _("Approved at"), "time", disposal_list.c.approved_at),
        Column("destroyed_on", _("Destroyed on"), "date", disposal_list.c.destroyed_on),
        Column(
            "status",
            _("Status"),
            "status",
            _list_state,
            choices=LIST_STATES,
            tones={"made": "blue", "approved": "green", "destroyed": "secondary"},
            phone=1,
        ),
        Column("name", _("Number of the list"), "text", disposal_list.c.number, hidden=True),
    ),
    key=("id",),
    default_sort=("-made_on", "-id"),
    filters=(Filter("status", _("Status"), "choice", lambda v: _list_state == func.any(v), choices=LIST_STATES),),
    search=(disposal_list.c.number,),
)
