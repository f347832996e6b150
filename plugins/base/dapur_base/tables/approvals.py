"""The tables and views of approvals, as far as queries read them."""

from sqlalchemy import BigInteger, Boolean, Date, DateTime, Integer, Numeric, SmallInteger, String, Table, Text
from sqlalchemy import Column as C

from dapur_base.tables.schema import metadata

_moment = DateTime(timezone=True)

approval_policy = Table(
    "approval_policy",
    metadata,
    C("company_id", BigInteger),
    C("id", BigInteger),
    C("kind", Text),
    C("name", Text),
    C("unit", Text),
    C("currency", Text),
    C("remind_after_days", SmallInteger),
    C("is_closed", Boolean),
    C("version", Integer),
)
approval_policy_line = Table(
    "approval_policy_line",
    metadata,
    C("company_id", BigInteger),
    C("id", BigInteger),
    C("policy_id", BigInteger),
    C("order_no", SmallInteger),
    C("title", Text),
    C("need", SmallInteger),
    C("above", Numeric(20, 4)),
    C("up_to", Numeric(20, 4)),
    C("approver", Text),
    C("user_id", BigInteger),
    C("role_id", BigInteger),
)
delegation = Table(
    "delegation",
    metadata,
    C("company_id", BigInteger),
    C("id", BigInteger),
    C("user_id", BigInteger),
    C("deputy_id", BigInteger),
    C("first_day", Date),
    C("last_day", Date),
    C("kind", Text),
    C("reason", Text),
    C("ended_at", _moment),
)
approval_request = Table(
    "approval_request",
    metadata,
    C("company_id", BigInteger),
    C("id", BigInteger),
    C("kind", Text),
    C("document_id", BigInteger),
    C("title", Text),
    C("detail", Text),
    C("address", Text),
    C("amount", Numeric(20, 4)),
    C("currency", String),
    C("unit", Text),
    C("digest", Text),
    C("requested_by", BigInteger),
    C("asked_by", BigInteger),
    C("requested_at", _moment),
    C("policy_name", Text),
    C("policy_version", Integer),
    C("outcome", Text),
    C("closed_at", _moment),
    C("void_at", _moment),
)
approval_step_state = Table(
    "approval_step_state",
    metadata,
    C("company_id", BigInteger),
    C("request_id", BigInteger),
    C("step_id", BigInteger),
    C("order_no", SmallInteger),
    C("title", Text),
    C("need", SmallInteger),
    C("yes", BigInteger),
    C("no", BigInteger),
    C("state", Text),
)
approval_approver = Table(
    "approval_approver",
    metadata,
    C("company_id", BigInteger),
    C("id", BigInteger),
    C("request_id", BigInteger),
    C("step_id", BigInteger),
    C("user_id", BigInteger),
    C("role_id", BigInteger),
)
approval_vote = Table(
    "approval_vote",
    metadata,
    C("company_id", BigInteger),
    C("id", BigInteger),
    C("request_id", BigInteger),
    C("step_id", BigInteger),
    C("voter_id", BigInteger),
    C("for_user_id", BigInteger),
    C("is_yes", Boolean),
    C("reason", Text),
    C("voted_at", _moment),
)
approval_concern = Table(
    "approval_concern", metadata, C("company_id", BigInteger), C("request_id", BigInteger), C("user_id", BigInteger)
)
approval_to_do = Table(
    "approval_to_do",
    metadata,
    C("company_id", BigInteger),
    C("request_id", BigInteger),
    C("step_id", BigInteger),
    C("for_user_id", BigInteger),
    C("voter_id", BigInteger),
    C("why", Text),
)
