"""Units of measure and conversions, read."""

from sqlalchemy import and_, case, func, or_, select

from dapur.contract import Column, Filter, Query, _
from dapur_base.names import shown_name
from dapur_base.queries.states import STATES, TONES
from dapur_base.tables import unit, unit_conversion

into = unit.alias("into")
_state = case((unit.c.is_closed, "closed"), else_="open")

UNITS = Query(
    "base.units",
    _("Units of measure"),
    "base.read",
    statement=lambda: select(unit.c.id),
    company=unit.c.company_id,
    description="Units of measure, and whether they take decimals.",
    columns=(
        Column("id", _("Number"), "id", unit.c.id, hidden=True),
        Column("code", _("Code"), "code", unit.c.code, sort=True, phone=1, link="base/units/{id}"),
        Column("name", _("Name"), "text", shown_name(unit.c.name_id, unit.c.name_en), sort=True, phone=2),
        Column("decimals", _("Decimals"), "integer", unit.c.decimals),
        Column("un_code", _("International code"), "code", unit.c.un_code, sort=True),
        Column("status", _("Status"), "status", _state, choices=STATES, tones=TONES, phone=1),
        Column("name_id", _("Indonesian name"), "text", unit.c.name_id, hidden=True),
        Column("name_en", _("English name"), "text", unit.c.name_en, hidden=True),
        Column("is_closed", _("No longer used"), "flag", unit.c.is_closed, hidden=True),
        Column("version", _("Version"), "integer", unit.c.version, hidden=True),
    ),
    key=("id",),
    default_sort=("code",),
    filters=(Filter("status", _("Status"), "choice", lambda v: _state == func.any(v), choices=STATES),),
    search=(unit.c.code, unit.c.name_id, unit.c.name_en),
)

CONVERSIONS = Query(
    "base.unit_conversions",
    _("Conversions"),
    "base.read",
    statement=lambda: select(unit_conversion.c.id).select_from(
        unit_conversion.join(
            unit, and_(unit.c.company_id == unit_conversion.c.company_id, unit.c.id == unit_conversion.c.unit_id)
        ).join(into, and_(into.c.company_id == unit_conversion.c.company_id, into.c.id == unit_conversion.c.into_id))
    ),
    company=unit_conversion.c.company_id,
    description="How many of one unit make another, as exact fractions.",
    columns=(
        Column("id", _("Number"), "id", unit_conversion.c.id, hidden=True),
        Column("code", _("One"), "code", unit.c.code, sort=True, phone=1, link="base/conversions/{id}"),
        Column("numerator", _("Makes"), "integer", unit_conversion.c.numerator, phone=1),
        Column("denominator", _("Divided by"), "integer", unit_conversion.c.denominator),
        Column("into", _("Of this unit"), "code", into.c.code, sort=True, phone=1),
        Column("unit_id", _("Unit of measure"), "id", unit_conversion.c.unit_id, hidden=True),
        Column("into_id", _("Of this unit"), "id", unit_conversion.c.into_id, hidden=True),
        Column("version", _("Version"), "integer", unit_conversion.c.version, hidden=True),
    ),
    key=("id",),
    default_sort=("code", "into"),
    filters=(
        Filter(
            "unit",
            _("Unit of measure"),
            "reference",
            lambda v: or_(unit_conversion.c.unit_id == v, unit_conversion.c.into_id == v),
            reference="base.units",
        ),
    ),
    search=(unit.c.code, into.c.code),
)

QUERIES = (UNITS, CONVERSIONS)
