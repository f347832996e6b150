"""Units of the organisation, positions, and who holds what from when to when."""

from sqlalchemy import BigInteger, Boolean, Date, DateTime, Integer, SmallInteger, Table, Text
from sqlalchemy import Column as C

from dapur_base.tables.schema import metadata

organisation_unit = Table(
    "organisation_unit",
    metadata,
    C("company_id", BigInteger),
    C("id", BigInteger),
    C("code", Text),
    C("name", Text),
    C("parent_id", BigInteger),
    C("cost_centre", Text),
    C("calendar_id", BigInteger),
    C("path", Text),
    C("is_closed", Boolean),
    C("version", Integer),
)
position = Table(
    "position",
    metadata,
    C("company_id", BigInteger),
    C("id", BigInteger),
    C("code", Text),
    C("title_id", Text),
    C("title_en", Text),
    C("unit_id", BigInteger),
    C("level", SmallInteger),
    C("is_closed", Boolean),
    C("version", Integer),
)
assignment = Table(
    "assignment",
    metadata,
    C("company_id", BigInteger),
    C("id", BigInteger),
    C("party_id", BigInteger),
    C("kind", Text),
    C("unit_id", BigInteger),
    C("position_id", BigInteger),
    C("manager_id", BigInteger),
    C("from_day", Date),
    C("to_day", Date),
    C("reason", Text),
    C("known_from", DateTime(timezone=True)),
    C("known_to", DateTime(timezone=True)),
)
