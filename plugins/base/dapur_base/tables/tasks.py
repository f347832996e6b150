"""The tables of tasks, as far as queries read them."""

from sqlalchemy import ARRAY, BigInteger, Boolean, Date, DateTime, Integer, Table, Text
from sqlalchemy import Column as C

from dapur_base.tables.schema import metadata

task_rule = Table(
    "task_rule",
    metadata,
    C("company_id", BigInteger),
    C("id", BigInteger),
    C("title", Text),
    C("note", Text),
    C("owner_id", BigInteger),
    C("created_by", BigInteger),
    C("first_day", Date),
    C("every", Text),
    C("every_count", Integer),
    C("short_month", Text),
    C("shift", Text),
    C("calendar_id", BigInteger),
    C("made", Text),
    C("days_ahead", Integer),
    C("remind_before", ARRAY(Integer)),
    C("remind_after", ARRAY(Integer)),
    C("escalate_to", BigInteger),
    C("escalate_after", Integer),
    C("is_stopped", Boolean),
    C("version", Integer),
)
task = Table(
    "task",
    metadata,
    C("company_id", BigInteger),
    C("id", BigInteger),
    C("title", Text),
    C("note", Text),
    C("owner_id", BigInteger),
    C("created_by", BigInteger),
    C("created_at", DateTime(timezone=True)),
    C("due", Date),
    C("calendar_id", BigInteger),
    C("state", Text),
    C("ended_at", DateTime(timezone=True)),
    C("ended_by", BigInteger),
    C("rule_id", BigInteger),
    C("occurrence", Date),
    C("remind_before", ARRAY(Integer)),
    C("remind_after", ARRAY(Integer)),
    C("escalate_to", BigInteger),
    C("escalate_after", Integer),
    C("document_plugin", Text),
    C("document_title", Text),
    C("document_address", Text),
    C("version", Integer),
)
task_reminder = Table(
    "task_reminder",
    metadata,
    C("company_id", BigInteger),
    C("id", BigInteger),
    C("task_id", BigInteger),
    C("due", Date),
    C("kind", Text),
    C("days", Integer),
    C("user_id", BigInteger),
    C("sent_at", DateTime(timezone=True)),
)
