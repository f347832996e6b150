"""Tables of banks and payments, for queries. The migrations make them."""

from sqlalchemy import BigInteger, Boolean, Date, DateTime, Integer, Numeric, String, Table, Text
from sqlalchemy import Column as C
from sqlalchemy.dialects.postgresql import JSONB

from dapur_accounting.tables import metadata

_moment = DateTime(timezone=True)
_amount = Numeric(20, 4)

bank_account = Table(
    "bank_account",
    metadata,
    C("company_id", BigInteger),
    C("id", BigInteger),
    C("account_id", BigInteger),
    C("name", Text),
    C("bank", Text),
    C("bank_code", Text),
    C("number", Text),
    C("holder", Text),
    C("currency", String),
    C("layout", JSONB),
    C("is_closed", Boolean),
    C("version", Integer),
)
bank_statement = Table(
    "bank_statement",
    metadata,
    C("company_id", BigInteger),
    C("id", BigInteger),
    C("bank_account_id", BigInteger),
    C("reference", Text),
    C("file_id", BigInteger),
    C("starts", Date),
    C("ends", Date),
    C("opening", _amount),
    C("closing", _amount),
    C("added", Integer),
    C("skipped", Integer),
    C("imported_by", BigInteger),
    C("imported_at", _moment),
)
bank_line = Table(
    "bank_line",
    metadata,
    C("company_id", BigInteger),
    C("id", BigInteger),
    C("bank_account_id", BigInteger),
    C("statement_id", BigInteger),
    C("position", BigInteger),
    C("day", Date),
    C("amount", _amount),
    C("balance", _amount),
    C("memo", Text),
    C("reference", Text),
    C("counterparty", Text),
    C("counter_number", Text),
    C("memo_key", Text),
)
bank_match = Table(
    "bank_match",
    metadata,
    C("company_id", BigInteger),
    C("id", BigInteger),
    C("bank_account_id", BigInteger),
    C("kind", Text),
    C("day", Date),
    C("opening", _amount),
    C("entry_id", BigInteger),
    C("made_by", BigInteger),
    C("made_at", _moment),
)
bank_match_line = Table(
    "bank_match_line", metadata, C("company_id", BigInteger), C("match_id", BigInteger), C("bank_line_id", BigInteger)
)
bank_question = Table(
    "bank_question",
    metadata,
    C("company_id", BigInteger),
    C("id", BigInteger),
    C("bank_line_id", BigInteger),
    C("question", Text),
    C("asked_of", BigInteger),
    C("asked_by", BigInteger),
    C("asked_at", _moment),
    C("answer", Text),
    C("answered_by", BigInteger),
    C("answered_at", _moment),
    C("version", Integer),
)
payment = Table(
    "payment",
    metadata,
    C("company_id", BigInteger),
    C("id", BigInteger),
    C("direction", Text),
    C("party_id", BigInteger),
    C("bank_account_id", BigInteger),
    C("entry_id", BigInteger),
    C("day", Date),
    C("currency", String),
    C("amount", _amount),
    C("on_account", _amount),
    C("paid_by", BigInteger),
    C("paid_at", _moment),
)
party_account = Table(
    "party_account",
    metadata,
    C("company_id", BigInteger),
    C("id", BigInteger),
    C("party_id", BigInteger),
    C("bank", Text),
    C("bank_code", Text),
    C("bic", Text),
    C("number", Text),
    C("holder", Text),
    C("email", Text),
    C("is_closed", Boolean),
    C("version", Integer),
)
payment_run = Table(
    "payment_run",
    metadata,
    C("company_id", BigInteger),
    C("id", BigInteger),
    C("number", Text),
    C("bank_account_id", BigInteger),
    C("day", Date),
    C("status", Text),
    C("total", _amount),
    C("note", Text),
    C("made_by", BigInteger),
    C("made_at", _moment),
    C("booked_by", BigInteger),
    C("booked_at", _moment),
    C("version", Integer),
)
payment_run_item = Table(
    "payment_run_item",
    metadata,
    C("company_id", BigInteger),
    C("id", BigInteger),
    C("run_id", BigInteger),
    C("entry_id", BigInteger),
    C("line_no", Integer),
    C("party_id", BigInteger),
    C("party_account_id", BigInteger),
    C("amount", _amount),
    C("payment_id", BigInteger),
)
