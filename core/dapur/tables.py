"""The core's own tables, as far as its queries read them (its writes are plain SQL in operations)."""

from sqlalchemy import ARRAY, BigInteger, Boolean, DateTime, Integer, MetaData, Table, Text
from sqlalchemy import Column as C
from sqlalchemy.dialects.postgresql import CHAR, JSONB

metadata = MetaData(schema="core")
_moment = DateTime(timezone=True)

company = Table("company", metadata, C("id", BigInteger), C("code", Text), C("name", Text), C("zone", Text))
app_user = Table(
    "app_user",
    metadata,
    C("id", BigInteger),
    C("email", Text),
    C("name", Text),
    C("language", Text),
    C("is_active", Boolean),
    C("created_at", _moment),
)
membership = Table(
    "membership",
    metadata,
    C("company_id", BigInteger),
    C("user_id", BigInteger),
    C("is_active", Boolean),
    C("last_opened_at", _moment),
)
membership_role = Table(
    "membership_role", metadata, C("company_id", BigInteger), C("user_id", BigInteger), C("role_id", BigInteger)
)
role = Table(
    "role",
    metadata,
    C("company_id", BigInteger),
    C("id", BigInteger),
    C("code", Text),
    C("title", Text),
    C("description", Text),
    C("version", Integer),
)
role_permission = Table(
    "role_permission", metadata, C("company_id", BigInteger), C("role_id", BigInteger), C("permission", Text), C("rows", Text)
)
api_token = Table(
    "api_token",
    metadata,
    C("company_id", BigInteger),
    C("id", BigInteger),
    C("user_id", BigInteger),
    C("name", Text),
    C("hint", Text),
    C("scopes", ARRAY(Text)),
    C("created_at", _moment),
    C("ends_at", _moment),
    C("revoked_at", _moment),
)
api_token_use = Table("api_token_use", metadata, C("company_id", BigInteger), C("token_id", BigInteger), C("used_at", _moment))
invitation = Table(
    "invitation",
    metadata,
    C("company_id", BigInteger),
    C("id", BigInteger),
    C("email", Text),
    C("name", Text),
    C("invited_by", BigInteger),
    C("created_at", _moment),
    C("ends_at", _moment),
    C("accepted_at", _moment),
    C("revoked_at", _moment),
)
audit_log = Table(
    "audit_log",
    metadata,
    C("company_id", BigInteger),
    C("id", BigInteger),
    C("at", _moment),
    C("actor_id", BigInteger),
    C("token_id", BigInteger),
    C("operation", Text),
    C("door", Text),
    C("request", Text),
    C("action", CHAR),
    C("subject", Text),
    C("row_key", Text),
    C("before", JSONB),
    C("after", JSONB),
)
saved_view = Table(
    "saved_view",
    metadata,
    C("company_id", BigInteger),
    C("id", BigInteger),
    C("page", Text),
    C("user_id", BigInteger),
    C("title", Text),
    C("address", Text),
    C("is_shared", Boolean),
    C("is_default", Boolean),
)
notice = Table(
    "notice",
    metadata,
    C("company_id", BigInteger),
    C("id", BigInteger),
    C("user_id", BigInteger),
    C("kind", Text),
    C("message", Text),
    C("data", JSONB),
    C("address", Text),
    C("created_at", _moment),
    C("read_at", _moment),
)
job = Table(
    "job",
    metadata,
    C("company_id", BigInteger),
    C("id", BigInteger),
    C("kind", Text),
    C("user_id", BigInteger),
    C("state", Text),
    C("done", BigInteger),
    C("total", BigInteger),
    C("failure", Text),
    C("address", Text),
    C("made_at", _moment),
    C("changed_at", _moment),
)
outbox = Table(
    "outbox",
    metadata,
    C("company_id", BigInteger),
    C("id", BigInteger),
    C("event", Text),
    C("actor_id", BigInteger),
    C("created_at", _moment),
)
outbox_done = Table(
    "outbox_done",
    metadata,
    C("company_id", BigInteger),
    C("outbox_id", BigInteger),
    C("handler", Text),
    C("done_at", _moment),
    C("tries", Integer),
    C("failure", Text),
    C("resolved_at", _moment),
)
mail = Table(
    "mail",
    metadata,
    C("company_id", BigInteger),
    C("id", BigInteger),
    C("recipients", ARRAY(Text)),
    C("subject", Text),
    C("body", Text),
    C("sent_at", _moment),
    C("about", Text),
    C("address", Text),
    C("made_by", BigInteger),
    C("made_at", _moment),
    C("state", Text),
    C("failure", Text),
)
