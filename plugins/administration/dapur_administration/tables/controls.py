"""Controls, evidence, obligations, risks."""

from sqlalchemy import BigInteger, Boolean, Date, DateTime, Integer, LargeBinary, Numeric, Table, Text
from sqlalchemy import Column as C

from dapur_administration.tables.schema import metadata

control = Table(
    "control",
    metadata,
    C("company_id", BigInteger),
    C("id", BigInteger),
    C("code", Text),
    C("name", Text),
    C("note", Text),
    C("owner_id", BigInteger),
    C("frequency", Text),
    C("first_day", Date),
    C("due_days", Integer),
    C("grace_days", Integer),
    C("needs_proof", Boolean),
    C("is_closed", Boolean),
    C("version", Integer),
)
control_state = Table(
    "control_state",
    metadata,
    C("company_id", BigInteger),
    C("id", BigInteger),
    C("control_id", BigInteger),
    C("state", Text),
    C("counts_as", Numeric),
    C("from_day", Date),
    C("note", Text),
    C("known_at", DateTime(timezone=True)),
    C("noted_by", BigInteger),
)
evidence = Table(
    "evidence",
    metadata,
    C("company_id", BigInteger),
    C("id", BigInteger),
    C("control_id", BigInteger),
    C("period", Text),
    C("handed_in_on", Date),
    C("valid_through", Date),
    C("file_id", BigInteger),
    C("sha256", LargeBinary),
    C("note", Text),
    C("known_at", DateTime(timezone=True)),
    C("handed_in_by", BigInteger),
)
obligation = Table(
    "obligation",
    metadata,
    C("company_id", BigInteger),
    C("id", BigInteger),
    C("kind", Text),
    C("authority", Text),
    C("source", Text),
    C("rule_id", BigInteger),
    C("version", Integer),
)
risk = Table(
    "risk",
    metadata,
    C("company_id", BigInteger),
    C("id", BigInteger),
    C("code", Text),
    C("name", Text),
    C("note", Text),
    C("owner_id", BigInteger),
    C("likelihood", Integer),
    C("impact", Integer),
    C("above_since", Date),
    C("is_closed", Boolean),
    C("version", Integer),
)
risk_acceptance = Table(
    "risk_acceptance",
    metadata,
    C("company_id", BigInteger),
    C("id", BigInteger),
    C("risk_id", BigInteger),
    C("score", Integer),
    C("from_day", Date),
    C("valid_through", Date),
    C("reason", Text),
    C("accepted_by", BigInteger),
)
risk_control = Table(
    "risk_control",
    metadata,
    C("company_id", BigInteger),
    C("id", BigInteger),
    C("risk_id", BigInteger),
    C("control_id", BigInteger),
    C("reduces_likelihood", Integer),
    C("reduces_impact", Integer),
)
