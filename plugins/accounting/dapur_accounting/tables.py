"""The tables of accounting, as far as queries read them (writes are SQL functions and plain SQL in operations)."""

from sqlalchemy import ARRAY, BigInteger, Boolean, Date, DateTime, Integer, MetaData, Numeric, SmallInteger, String, Table, Text
from sqlalchemy import Column as C
from sqlalchemy.dialects.postgresql import JSONB

metadata = MetaData(schema="accounting")
_moment = DateTime(timezone=True)
_amount = Numeric(20, 4)

account = Table(
    "account",
    metadata,
    C("company_id", BigInteger),
    C("id", BigInteger),
    C("parent_id", BigInteger),
    C("code", Text),
    C("path", Text),
    C("name_id", Text),
    C("name_en", Text),
    C("type", Text),
    C("subtype", Text),
    C("is_group", Boolean),
    C("currency", String),
    C("statement_line", Text),
    C("is_closed", Boolean),
    C("version", Integer),
)
account_role = Table(
    "account_role", metadata, C("company_id", BigInteger), C("role", Text), C("account_id", BigInteger), C("version", Integer)
)
journal = Table(
    "journal",
    metadata,
    C("company_id", BigInteger),
    C("id", BigInteger),
    C("code", Text),
    C("name_id", Text),
    C("name_en", Text),
    C("kind", Text),
    C("pattern", Text),
    C("digits", SmallInteger),
    C("restart", Text),
    C("is_closed", Boolean),
    C("version", Integer),
)
fiscal_year = Table(
    "fiscal_year",
    metadata,
    C("company_id", BigInteger),
    C("id", BigInteger),
    C("name", Text),
    C("starts", Date),
    C("ends", Date),
    C("version", Integer),
)
dimension_value = Table(
    "dimension_value",
    metadata,
    C("company_id", BigInteger),
    C("id", BigInteger),
    C("kind", Text),
    C("code", Text),
    C("name", Text),
    C("is_closed", Boolean),
    C("version", Integer),
)
dimension_set = Table(
    "dimension_set", metadata, C("company_id", BigInteger), C("id", BigInteger), C("value_ids", ARRAY(BigInteger))
)
period_lock = Table(
    "period_lock", metadata, C("company_id", BigInteger), C("area", Text), C("through", Date), C("version", Integer)
)
lock_exception = Table(
    "lock_exception",
    metadata,
    C("company_id", BigInteger),
    C("id", BigInteger),
    C("to_user", BigInteger),
    C("area", Text),
    C("lock_through", Date),
    C("reason", Text),
    C("until", _moment),
    C("granted_by", BigInteger),
    C("granted_at", _moment),
    C("revoked_at", _moment),
    C("version", Integer),
)
entry = Table(
    "entry",
    metadata,
    C("company_id", BigInteger),
    C("id", BigInteger),
    C("journal_id", BigInteger),
    C("number", Text),
    C("sequence", BigInteger),
    C("date", Date),
    C("description", Text),
    C("reference", Text),
    C("source_plugin", Text),
    C("source_kind", Text),
    C("source_id", BigInteger),
    C("source_number", Text),
    C("reversal_of", BigInteger),
    C("exception_id", BigInteger),
    C("total", _amount),
    C("posted_by", BigInteger),
    C("posted_at", _moment),
)
line = Table(
    "line",
    metadata,
    C("company_id", BigInteger),
    C("entry_id", BigInteger),
    C("line_no", Integer),
    C("account_id", BigInteger),
    C("date", Date),
    C("debit", _amount),
    C("credit", _amount),
    C("currency", String),
    C("amount", _amount),
    C("rate", Numeric(20, 10)),
    C("description", Text),
    C("dimension_set_id", BigInteger),
    C("party_id", BigInteger),
)
draft_entry = Table(
    "draft_entry",
    metadata,
    C("company_id", BigInteger),
    C("id", BigInteger),
    C("journal_id", BigInteger),
    C("date", Date),
    C("description", Text),
    C("reference", Text),
    C("lines", JSONB),
    C("total", _amount),
    C("created_by", BigInteger),
    C("created_at", _moment),
    C("version", Integer),
)
open_item = Table(
    "open_item",
    metadata,
    C("company_id", BigInteger),
    C("entry_id", BigInteger),
    C("line_no", Integer),
    C("side", Text),
    C("account_id", BigInteger),
    C("party_id", BigInteger),
    C("date", Date),
    C("due", Date),
    C("currency", String),
    C("amount", _amount),
    C("base", _amount),
    C("open_amount", _amount),
    C("open_base", _amount),
    C("closed_on", Date),
)
allocation = Table(
    "allocation",
    metadata,
    C("company_id", BigInteger),
    C("id", BigInteger),
    C("date", Date),
    C("entry_id", BigInteger),
    C("reversal_of", BigInteger),
    C("made_by", BigInteger),
    C("made_at", _moment),
)
allocation_part = Table(
    "allocation_part",
    metadata,
    C("company_id", BigInteger),
    C("allocation_id", BigInteger),
    C("part_no", Integer),
    C("entry_id", BigInteger),
    C("line_no", Integer),
    C("date", Date),
    C("amount", _amount),
    C("base", _amount),
)
