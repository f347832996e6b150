"""The tables of base, as far as queries read them."""

from sqlalchemy import BigInteger, Boolean, Date, Integer, Numeric, SmallInteger, String, Table, Text
from sqlalchemy import Column as C

from dapur_base.tables.organisation import assignment, organisation_unit, position
from dapur_base.tables.parties import party, party_address, party_bank_account, party_identifier, party_merge
from dapur_base.tables.schema import metadata
from dapur_base.tables.units import unit, unit_conversion

__all__ = [
    "assignment",
    "currency",
    "exchange_rate",
    "metadata",
    "organisation_unit",
    "party",
    "party_address",
    "party_bank_account",
    "party_identifier",
    "party_merge",
    "position",
    "unit",
    "unit_conversion",
]

currency = Table(
    "currency",
    metadata,
    C("company_id", BigInteger),
    C("id", BigInteger),
    C("code", String),
    C("name_id", Text),
    C("name_en", Text),
    C("decimals", SmallInteger),
    C("is_closed", Boolean),
    C("version", Integer),
)
exchange_rate = Table(
    "exchange_rate",
    metadata,
    C("company_id", BigInteger),
    C("id", BigInteger),
    C("currency", String),
    C("day", Date),
    C("rate", Numeric(20, 10)),
    C("source", Text),
    C("version", Integer),
)
