"""Assets, who holds them and held them, one's own devices, read."""

from sqlalchemy import FromClause, and_, case, func, or_, select

from dapur.contract import Choice, Column, Filter, Query, _
from dapur.tables import app_user
from dapur_base.ranges import within
from dapur_base.tables import party
from dapur_it.tables import asset, holding, ticket, ticket_asset
from dapur_it.words import ASSET_KINDS, ASSET_STATES, ASSET_TONES, CONDITION_TONES, CONDITIONS, STATE_TONES, STATES

a, h = asset.c, holding.c
supplier = party.alias("supplier")
holder = party.alias("holder")
now_held = holding.alias("now_held")
hander = app_user.alias("hander")
_status = Column("status", _("Status"), "status", a.state, choices=ASSET_STATES, tones=ASSET_TONES, phone=1)
_kind = Column("kind", _("Kind"), "status", a.kind, choices=ASSET_KINDS, phone=2)

ASSETS = Query(
    "it.assets",
    _("Assets"),
    "it.inventory.read",
    statement=lambda: select(a.id).select_from(
        asset.outerjoin(
            now_held, and_(now_held.c.company_id == a.company_id, now_held.c.asset_id == a.id, now_held.c.to_day.is_(None))
        )
        .outerjoin(holder, and_(holder.c.company_id == a.company_id, holder.c.id == now_held.c.holder_id))
        .outerjoin(supplier, and_(supplier.c.company_id == a.company_id, supplier.c.id == a.supplier_id))
    ),
    company=a.company_id,
    description="The register of devices; who holds them now.",
    columns=(
        Column("id", _("Number"), "id", a.id, hidden=True),
        Column("code", _("Code"), "code", a.code, sort=True, phone=1, link="it/assets/{id}"),
        Column("name", _("Name"), "text", a.name, sort=True, phone=1),
        _kind,
        _status,
        Column("holder", _("Holder"), "text", holder.c.name, sort=True, phone=2),
        Column("since", _("Since"), "date", now_held.c.from_day),
        Column("signed_at", _("Signed"), "time", now_held.c.signed_at),
        Column("condition", _("Condition"), "status", a.condition, choices=CONDITIONS, tones=CONDITION_TONES),
        Column("serial", _("Serial number"), "code", a.serial),
        Column("place", _("Place"), "text", a.place),
        Column("warranty_until", _("Warranty until"), "date", a.warranty_until, sort=True),
        Column("bought_on", _("Bought on"), "date", a.bought_on, hidden=True),
        Column("cost", _("Cost"), "money", a.cost, hidden=True),
        Column("supplier", _("Supplier"), "text", supplier.c.name, hidden=True),
        Column("supplier_id", _("Supplier"), "id", a.supplier_id, hidden=True),
        Column("holder_id", _("Holder"), "id", now_held.c.holder_id, hidden=True),
        Column("holding_id", _("Receipt"), "id", now_held.c.id, hidden=True),
        Column("disposed_on", _("Disposed on"), "date", a.disposed_on, hidden=True),
        Column("disposal_reason", _("Reason"), "text", a.disposal_reason, hidden=True),
        Column("label", _("Label"), "code", a.label, hidden=True),
        Column("version", _("Version"), "integer", a.version, hidden=True),
    ),
    key=("id",),
    default_sort=("code",),
    filters=(
        Filter("status", _("Status"), "choice", lambda v: a.state == func.any(v), choices=ASSET_STATES),
        Filter("kind", _("Kind"), "choice", lambda v: a.kind == func.any(v), choices=ASSET_KINDS),
        Filter("holder", _("Holder"), "reference", lambda v: now_held.c.holder_id == v, reference="it.holders"),
        Filter("warranty", _("Warranty until"), "dates", lambda v: within(a.warranty_until, v)),
        Filter(
            "unsigned",
            _("Not signed for"),
            "flag",
            lambda v: and_(now_held.c.id.is_not(None), now_held.c.signed_at.is_(None)) == v,
        ),
    ),
    search=(a.code, a.name, a.serial, a.label),
)

HOLDERS = Query(
    "it.holders",
    _("People"),
    "it.inventory.read",
    statement=lambda: select(party.c.id).where(
        or_(party.c.is_employee, party.c.kind == "person"), party.c.is_closed.is_(False), party.c.merged_into_id.is_(None)
    ),
    company=party.c.company_id,
    description="People who may hold a device or have a seat.",
    columns=(
        Column("id", _("Number"), "id", party.c.id, hidden=True),
        Column("name", _("Name"), "text", party.c.name, sort=True, phone=1),
        Column("code", _("Code"), "code", func.coalesce(party.c.code, ""), phone=2),
    ),
    key=("id",),
    default_sort=("name",),
    search=(party.c.name, party.c.code),
)


def _held() -> FromClause:
    return (
        holding.join(asset, and_(a.company_id == h.company_id, a.id == h.asset_id))
        .join(party, and_(party.c.company_id == h.company_id, party.c.id == h.holder_id))
        .join(hander, hander.c.id == h.handed_by)
    )


HOLDINGS = Query(
    "it.holdings",
    _("Who held it"),
    "it.inventory.read",
    statement=lambda: select(h.id).select_from(_held()),
    company=h.company_id,
    description="Who held which device from when until when, and when they signed for it.",
    columns=(
        Column("id", _("Number"), "id", h.id, hidden=True),
        Column("holder", _("Holder"), "text", party.c.name, sort=True, phone=1),
        Column("code", _("Asset"), "code", a.code, sort=True, phone=1, link="it/assets/{asset_id}"),
        Column("from_day", _("From"), "date", h.from_day, sort=True, phone=2),
        Column("to_day", _("Until"), "date", h.to_day, phone=2),
        Column("condition_out", _("Went out"), "status", h.condition_out, choices=CONDITIONS, tones=CONDITION_TONES),
        Column("condition_in", _("Came back"), "status", h.condition_in, choices=CONDITIONS, tones=CONDITION_TONES),
        Column("signed_at", _("Signed"), "time", h.signed_at),
        Column("hander", _("Handed out by"), "text", hander.c.name),
        Column("asset_id", _("Asset"), "id", h.asset_id, hidden=True),
    ),
    key=("id",),
    default_sort=("-from_day", "-id"),
    filters=(
        Filter("asset", _("Asset"), "reference", lambda v: h.asset_id == v, reference="it.assets"),
        Filter("holder", _("Holder"), "reference", lambda v: h.holder_id == v, reference="it.holders"),
        Filter("out", _("Still out"), "flag", lambda v: h.to_day.is_(None) == v),
    ),
    search=(party.c.name, a.code),
)

SIGNING = (Choice("to_sign", _("To sign")), Choice("signed", _("Signed")), Choice("returned", _("Returned")))
_signing = case((h.to_day.is_not(None), "returned"), (h.signed_at.is_not(None), "signed"), else_="to_sign")

MY_DEVICES = Query(
    "it.my_devices",
    _("My devices"),
    "it.request",
    statement=lambda: select(h.id).select_from(_held()).where(party.c.user_id == func.core.current_actor()),
    company=h.company_id,
    description="What the reader has from IT, and what they have still to sign for.",
    columns=(
        Column("id", _("Number"), "id", h.id, hidden=True),
        Column("code", _("Device"), "code", a.code, sort=True, phone=1, link="it/my-devices/{id}"),
        Column("name", _("Name"), "text", a.name, phone=1),
        Column(
            "status",
            _("Status"),
            "status",
            _signing,
            choices=SIGNING,
            tones={"to_sign": "yellow", "signed": "green", "returned": "secondary"},
            phone=1,
        ),
        _kind,
        Column("serial", _("Serial number"), "code", a.serial),
        Column("from_day", _("Since"), "date", h.from_day, sort=True, phone=2),
        Column("to_day", _("Returned on"), "date", h.to_day),
        Column("condition_out", _("Condition"), "status", h.condition_out, choices=CONDITIONS, tones=CONDITION_TONES),
        Column("hander", _("Handed out by"), "text", hander.c.name),
        Column("signed_at", _("Signed"), "time", h.signed_at),
    ),
    key=("id",),
    default_sort=("-from_day", "-id"),
    filters=(Filter("status", _("Status"), "choice", lambda v: _signing == func.any(v), choices=SIGNING),),
)

t = ticket.c
TICKET_ASSETS = Query(
    "it.ticket_assets",
    _("Devices of tickets"),
    "it.ticket.read",
    statement=lambda: select(ticket_asset.c.id).select_from(
        ticket_asset.join(asset, and_(a.company_id == ticket_asset.c.company_id, a.id == ticket_asset.c.asset_id)).join(
            ticket, and_(t.company_id == ticket_asset.c.company_id, t.id == ticket_asset.c.ticket_id)
        )
    ),
    company=ticket_asset.c.company_id,
    description="Which ticket is about which device.",
    columns=(
        Column("id", _("Number"), "id", ticket_asset.c.id, hidden=True),
        Column("number", _("Ticket"), "code", t.number, sort=True, phone=1, link="it/tickets/{ticket_id}"),
        Column("title", _("Subject"), "text", t.title, phone=1),
        Column("status", _("Status"), "status", t.state, choices=STATES, tones=STATE_TONES, phone=2),
        Column("created_at", _("Opened"), "time", t.created_at, sort=True, phone=2),
        Column("code", _("Asset"), "code", a.code, link="it/assets/{asset_id}"),
        Column("name", _("Name"), "text", a.name),
        Column("warranty_until", _("Warranty until"), "date", a.warranty_until),
        Column("ticket_id", _("Ticket"), "id", ticket_asset.c.ticket_id, hidden=True),
        Column("asset_id", _("Asset"), "id", ticket_asset.c.asset_id, hidden=True),
    ),
    key=("id",),
    default_sort=("-created_at", "-id"),
    filters=(
        Filter("ticket", _("Ticket"), "reference", lambda v: ticket_asset.c.ticket_id == v, reference="it.ticket_choices"),
        Filter("asset", _("Asset"), "reference", lambda v: ticket_asset.c.asset_id == v, reference="it.assets"),
    ),
)
ASSET_QUERIES = (ASSETS, HOLDERS, HOLDINGS, MY_DEVICES, TICKET_ASSETS)
