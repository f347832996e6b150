"""Documents, their versions, retention classes, holds, lists for destruction."""

from sqlalchemy import BigInteger, Boolean, Date, DateTime, Integer, LargeBinary, Table, Text
from sqlalchemy import Column as C

from dapur_administration.tables.schema import metadata

_moment = DateTime(timezone=True)
retention_class = Table(
    "retention_class",
    metadata,
    C("company_id", BigInteger),
    C("id", BigInteger),
    C("code", Text),
    C("name_id", Text),
    C("name_en", Text),
    C("start_event", Text),
    C("active_years", Integer),
    C("inactive_years", Integer),
    C("outcome", Text),
    C("is_closed", Boolean),
    C("version", Integer),
)
document = Table(
    "document",
    metadata,
    C("company_id", BigInteger),
    C("id", BigInteger),
    C("number", Text),
    C("title", Text),
    C("class_id", BigInteger),
    C("unit_id", BigInteger),
    C("document_date", Date),
    C("start_day", Date),
    C("keywords", Text),
    C("current_no", Integer),
    C("checked_out_by", BigInteger),
    C("checked_out_until", _moment),
    C("created_by", BigInteger),
    C("is_restricted", Boolean),
    C("destroyed_on", Date),
    C("destroyed_by", BigInteger),
    C("disposal_list_id", BigInteger),
    C("version", Integer),
)
document_version = Table(
    "document_version",
    metadata,
    C("company_id", BigInteger),
    C("id", BigInteger),
    C("document_id", BigInteger),
    C("no", Integer),
    C("file_id", BigInteger),
    C("sha256", LargeBinary),
    C("file_name", Text),
    C("size", BigInteger),
    C("label", Text),
    C("restored_from", Integer),
    C("made_by", BigInteger),
    C("made_at", _moment),
    C("approved_by", BigInteger),
    C("approved_at", _moment),
    C("deleted_by", BigInteger),
    C("deleted_at", _moment),
)
legal_hold = Table(
    "legal_hold",
    metadata,
    C("company_id", BigInteger),
    C("id", BigInteger),
    C("code", Text),
    C("reason", Text),
    C("from_day", Date),
    C("document_id", BigInteger),
    C("class_id", BigInteger),
    C("unit_id", BigInteger),
    C("first_day", Date),
    C("last_day", Date),
    C("placed_by", BigInteger),
    C("released_on", Date),
    C("release_reason", Text),
)
disposal_list = Table(
    "disposal_list",
    metadata,
    C("company_id", BigInteger),
    C("id", BigInteger),
    C("number", Text),
    C("made_on", Date),
    C("made_by", BigInteger),
    C("approved_by", BigInteger),
    C("approved_at", _moment),
    C("destroyed_on", Date),
)
disposal_item = Table(
    "disposal_item", metadata, C("company_id", BigInteger), C("list_id", BigInteger), C("document_id", BigInteger)
)
