"""Places with days off of their own, and those days."""

from typing import Any

from sqlalchemy import Select, and_, func, select

from dapur.contract import Column, Filter, Query, _
from dapur_base.names import shown_name
from dapur_base.operations.set_place_holiday import KINDS
from dapur_base.ranges import within
from dapur_base.tables.calendars import place, place_holiday

_name = shown_name(place.c.name_id, place.c.name_en)
_days = (
    select(func.count())
    .where(place_holiday.c.company_id == place.c.company_id, place_holiday.c.place_id == place.c.id)
    .scalar_subquery()
)

PLACES = Query(
    "base.places",
    _("Regions"),
    "base.read",
    statement=lambda: select(place.c.id),
    company=place.c.company_id,
    description="Provinces and regencies that may have days off of their own; calendars lie in them.",
    columns=(
        Column("id", _("Number"), "id", place.c.id, hidden=True),
        Column("name", _("Region"), "text", _name, sort=True, phone=1, link="base/places/{id}"),
        Column("code", _("Code"), "code", place.c.code, sort=True, phone=2),
        Column("days", _("Days off of its own"), "integer", _days, phone=2),
        Column("name_id", _("Indonesian name"), "text", place.c.name_id, hidden=True),
        Column("name_en", _("English name"), "text", place.c.name_en, hidden=True),
        Column("version", _("Version"), "integer", place.c.version, hidden=True),
    ),
    key=("id",),
    default_sort=("code",),
    search=(place.c.code, place.c.name_id, place.c.name_en),
)


def _holidays() -> Select[Any]:
    same = and_(place.c.company_id == place_holiday.c.company_id, place.c.id == place_holiday.c.place_id)
    return select(place_holiday.c.id).select_from(place_holiday.join(place, same))


PLACE_HOLIDAYS = Query(
    "base.place_holidays",
    _("Days off of regions"),
    "base.read",
    statement=_holidays,
    company=place_holiday.c.company_id,
    description="Days off that hold in one place only, with their decree.",
    columns=(
        Column("id", _("Number"), "id", place_holiday.c.id, hidden=True),
        Column("day", _("Date"), "date", place_holiday.c.day, sort=True, phone=1),
        Column("name", _("Name"), "text", place_holiday.c.name, phone=1),
        Column(
            "kind",
            _("Kind"),
            "status",
            place_holiday.c.kind,
            choices=KINDS,
            tones={"public": "red", "joint_leave": "yellow"},
            phone=2,
        ),
        Column("place", _("Region"), "text", _name, link="base/places/{place_id}", phone=2),
        Column("source", _("Source"), "text", place_holiday.c.source),
        Column("place_id", _("Region"), "id", place_holiday.c.place_id, hidden=True),
    ),
    key=("id",),
    default_sort=("-day", "id"),
    filters=(
        Filter("place", _("Region"), "reference", lambda v: place_holiday.c.place_id == v, reference="base.places"),
        Filter("day", _("Date"), "dates", lambda v: within(place_holiday.c.day, v)),
    ),
    search=(place_holiday.c.name,),
)
