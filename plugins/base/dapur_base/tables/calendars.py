"""The tables of working calendars, as far as queries read them."""

from sqlalchemy import BigInteger, Boolean, Date, Integer, Table, Text
from sqlalchemy import Column as C
from sqlalchemy.dialects.postgresql import INT4MULTIRANGE

from dapur_base.tables.schema import metadata

calendar = Table(
    "calendar",
    metadata,
    C("company_id", BigInteger),
    C("id", BigInteger),
    C("name", Text),
    C("zone", Text),
    C("place_id", BigInteger),
    C("is_default", Boolean),
    C("is_closed", Boolean),
    C("version", Integer),
)
calendar_week = Table(
    "calendar_week",
    metadata,
    C("company_id", BigInteger),
    C("id", BigInteger),
    C("calendar_id", BigInteger),
    C("valid_from", Date),
    C("hours", INT4MULTIRANGE),
    C("days_off", Text),
)
calendar_day = Table(
    "calendar_day",
    metadata,
    C("company_id", BigInteger),
    C("id", BigInteger),
    C("calendar_id", BigInteger),
    C("day", Date),
    C("name", Text),
    C("hours", INT4MULTIRANGE),
)
place = Table(
    "place",
    metadata,
    C("company_id", BigInteger),
    C("id", BigInteger),
    C("code", Text),
    C("name_id", Text),
    C("name_en", Text),
    C("version", Integer),
)
place_holiday = Table(
    "place_holiday",
    metadata,
    C("company_id", BigInteger),
    C("id", BigInteger),
    C("place_id", BigInteger),
    C("day", Date),
    C("kind", Text),
    C("name", Text),
    C("source", Text),
)
