"""Units of measure and their conversions."""

from sqlalchemy import BigInteger, Boolean, Integer, SmallInteger, Table, Text
from sqlalchemy import Column as C

from dapur_base.tables.schema import metadata

unit = Table(
    "unit",
    metadata,
    C("company_id", BigInteger),
    C("id", BigInteger),
    C("code", Text),
    C("un_code", Text),
    C("name_id", Text),
    C("name_en", Text),
    C("decimals", SmallInteger),
    C("is_closed", Boolean),
    C("version", Integer),
)
unit_conversion = Table(
    "unit_conversion",
    metadata,
    C("company_id", BigInteger),
    C("id", BigInteger),
    C("unit_id", BigInteger),
    C("into_id", BigInteger),
    C("numerator", BigInteger),
    C("denominator", BigInteger),
    C("version", Integer),
)
