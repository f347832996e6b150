"""Licences, their purchases and seats, read."""

from typing import Any

from sqlalchemy import Date, and_, case, cast, func, select
from sqlalchemy.sql.elements import ColumnElement

from dapur.contract import Choice, Column, Filter, Query, _
from dapur.tables import company
from dapur_base.tables import party
from dapur_it.tables import asset, holding, licence, licence_purchase, seat
from dapur_it.words import BOUND_TO

li, s, p = licence.c, seat.c, licence_purchase.c
_today = cast(func.timezone(company.c.zone, func.core.now()), Date)


def _count(*conditions: ColumnElement[bool]) -> ColumnElement[Any]:
    found = select(func.count()).select_from(
        seat.join(licence_purchase, and_(p.company_id == s.company_id, p.id == s.purchase_id))
    )
    return (
        found.where(s.company_id == li.company_id, s.licence_id == li.id, *conditions)
        .correlate(licence, company)
        .scalar_subquery()
    )


_running = and_(p.from_day <= _today, func.coalesce(p.to_day, _today) >= _today)
_total = _count(_running)
_used = _count(s.taken_at.is_not(None))
_free = _count(_running, s.taken_at.is_(None), s.is_burnt.is_(False))
_unpaid = _count(~_running, s.taken_at.is_not(None))
ENOUGH = (Choice("enough", _("Enough")), Choice("full", _("All taken")), Choice("short", _("More in use than paid for")))
_status = case((_unpaid > 0, "short"), (_free == 0, "full"), else_="enough")

LICENCES = Query(
    "it.licences",
    _("Licences"),
    "it.inventory.read",
    statement=lambda: select(li.id).select_from(licence.join(company, company.c.id == li.company_id)),
    company=li.company_id,
    description="Licences with the seats that are paid for today, in use, free, used up, and in use without being paid for.",
    columns=(
        Column("id", _("Number"), "id", li.id, hidden=True),
        Column("name", _("Name"), "text", li.name, sort=True, phone=1, link="it/licences/{id}"),
        Column("publisher", _("Publisher"), "text", li.publisher, sort=True),
        Column(
            "status",
            _("Status"),
            "status",
            _status,
            choices=ENOUGH,
            tones={"enough": "green", "full": "yellow", "short": "red"},
            phone=1,
        ),
        Column("total", _("Paid for"), "integer", _total),
        Column("used", _("In use"), "integer", _used),
        Column("free", _("Not taken"), "integer", _free),
        Column("burnt", _("Used up"), "integer", _count(s.is_burnt)),
        Column("unpaid", _("In use, not paid for"), "integer", _unpaid),
        Column("bound_to", _("A seat belongs to"), "status", li.bound_to, choices=BOUND_TO, phone=2),
        Column("is_reassignable", _("Seats may be passed on"), "flag", li.is_reassignable),
        Column("note", _("Note"), "text", li.note, hidden=True),
        Column("version", _("Version"), "integer", li.version, hidden=True),
    ),
    key=("id",),
    default_sort=("name",),
    filters=(Filter("status", _("Status"), "choice", lambda v: _status == func.any(v), choices=ENOUGH),),
    search=(li.name, li.publisher),
)

device_holding = holding.alias("device_holding")
device_holder = party.alias("device_holder")
USE = (Choice("taken", _("In use")), Choice("free", _("Not taken")), Choice("burnt", _("Used up")))
_use = case((s.is_burnt, "burnt"), (s.taken_at.is_not(None), "taken"), else_="free")

SEATS = Query(
    "it.seats",
    _("Seats"),
    "it.inventory.read",
    statement=lambda: select(s.id).select_from(
        seat.join(licence, and_(li.company_id == s.company_id, li.id == s.licence_id))
        .join(licence_purchase, and_(p.company_id == s.company_id, p.id == s.purchase_id))
        .outerjoin(party, and_(party.c.company_id == s.company_id, party.c.id == s.holder_id))
        .outerjoin(asset, and_(asset.c.company_id == s.company_id, asset.c.id == s.asset_id))
        .outerjoin(
            device_holding,
            and_(
                device_holding.c.company_id == s.company_id,
                device_holding.c.asset_id == s.asset_id,
                device_holding.c.to_day.is_(None),
            ),
        )
        .outerjoin(
            device_holder, and_(device_holder.c.company_id == s.company_id, device_holder.c.id == device_holding.c.holder_id)
        )
    ),
    company=s.company_id,
    description="Every seat: who or what has it. A seat on a device shows who has the device.",
    columns=(
        Column("id", _("Number"), "id", s.id, hidden=True),
        Column("licence", _("Licence"), "text", li.name, sort=True, phone=2, link="it/seats/{id}"),
        Column("person", _("Person"), "text", func.coalesce(party.c.name, device_holder.c.name), phone=1),
        Column("device", _("Device"), "code", asset.c.code, phone=1),
        Column(
            "status",
            _("Status"),
            "status",
            _use,
            choices=USE,
            tones={"taken": "azure", "free": "green", "burnt": "secondary"},
            phone=1,
        ),
        Column("taken_at", _("In use"), "time", s.taken_at),
        Column("ends_on", _("Ends on"), "date", s.ends_on),
        Column("reference", _("Order or contract"), "text", p.reference),
        Column("to_day", _("Paid through"), "date", p.to_day),
        Column("licence_id", _("Licence"), "id", s.licence_id, hidden=True),
    ),
    key=("id",),
    default_sort=("licence", "id"),
    filters=(
        Filter("licence", _("Licence"), "reference", lambda v: s.licence_id == v, reference="it.licences"),
        Filter("status", _("Status"), "choice", lambda v: _use == func.any(v), choices=USE),
        Filter("holder", _("Person"), "reference", lambda v: s.holder_id == v, reference="it.holders"),
        Filter("asset", _("Device"), "reference", lambda v: s.asset_id == v, reference="it.assets"),
    ),
    search=(li.name, party.c.name, asset.c.code),
)

PURCHASES = Query(
    "it.licence_purchases",
    _("Purchases"),
    "it.inventory.read",
    statement=lambda: select(p.id).select_from(
        licence_purchase.join(licence, and_(li.company_id == p.company_id, li.id == p.licence_id))
    ),
    company=p.company_id,
    description="Seats that were bought, and their terms.",
    columns=(
        Column("id", _("Number"), "id", p.id, hidden=True),
        Column("licence", _("Licence"), "text", li.name, sort=True, phone=1),
        Column("reference", _("Order or contract"), "text", p.reference, phone=1),
        Column("seats", _("Seats"), "integer", p.seats, phone=2, total=True),
        Column("from_day", _("From"), "date", p.from_day, sort=True, phone=2),
        Column("to_day", _("Last day"), "date", p.to_day, phone=2),
        Column("cost", _("Cost"), "money", p.cost),
        Column("licence_id", _("Licence"), "id", p.licence_id, hidden=True),
    ),
    key=("id",),
    default_sort=("-from_day", "-id"),
    filters=(Filter("licence", _("Licence"), "reference", lambda v: p.licence_id == v, reference="it.licences"),),
)
LICENCE_QUERIES = (LICENCES, SEATS, PURCHASES)
