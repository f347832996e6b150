"""Parties and what belongs to them."""

from sqlalchemy import BigInteger, Boolean, Date, DateTime, Integer, String, Table, Text
from sqlalchemy import Column as C

from dapur_base.tables.schema import metadata

party = Table(
    "party",
    metadata,
    C("company_id", BigInteger),
    C("id", BigInteger),
    C("code", Text),
    C("name", Text),
    C("kind", Text),
    C("user_id", BigInteger),
    C("is_customer", Boolean),
    C("is_supplier", Boolean),
    C("is_employee", Boolean),
    C("tax_number", Text),
    C("country", Text),
    C("email", Text),
    C("phone", Text),
    C("address", Text),
    C("is_closed", Boolean),
    C("merged_into_id", BigInteger),
    C("version", Integer),
)
party_address = Table(
    "party_address",
    metadata,
    C("company_id", BigInteger),
    C("id", BigInteger),
    C("party_id", BigInteger),
    C("kind", Text),
    C("lines", Text),
    C("city", Text),
    C("province", Text),
    C("postal_code", Text),
    C("country", Text),
    C("is_closed", Boolean),
    C("version", Integer),
)
party_bank_account = Table(
    "party_bank_account",
    metadata,
    C("company_id", BigInteger),
    C("id", BigInteger),
    C("party_id", BigInteger),
    C("bank", Text),
    C("number", Text),
    C("holder", Text),
    C("currency", String),
    C("is_closed", Boolean),
    C("version", Integer),
)
party_identifier = Table(
    "party_identifier",
    metadata,
    C("company_id", BigInteger),
    C("id", BigInteger),
    C("party_id", BigInteger),
    C("kind", Text),
    C("number", Text),
    C("valid_from", Date),
    C("valid_to", Date),
    C("version", Integer),
)
party_merge = Table(
    "party_merge",
    metadata,
    C("company_id", BigInteger),
    C("id", BigInteger),
    C("party_id", BigInteger),
    C("into_id", BigInteger),
    C("merged_at", DateTime(timezone=True)),
    C("undone_at", DateTime(timezone=True)),
)
