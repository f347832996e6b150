"""The tables of IT, as far as queries read them."""

from sqlalchemy import BigInteger, Boolean, Date, DateTime, Integer, MetaData, Numeric, Table, Text
from sqlalchemy import Column as C
from sqlalchemy.dialects.postgresql import INET
from sqlalchemy.types import TypeEngine

metadata = MetaData(schema="it")
_moment = DateTime(timezone=True)


def _table(table: str, /, **columns: type[TypeEngine] | TypeEngine) -> Table:  # type: ignore[type-arg]
    keys = (C("company_id", BigInteger), C("id", BigInteger))
    return Table(table, metadata, *keys, *(C(column, kind) for column, kind in columns.items()))


queue = _table("queue", name=Text, calendar_id=BigInteger, lead_id=BigInteger, is_closed=Boolean, version=Integer)
request_type = _table(
    "request_type", name=Text, kind=Text, queue_id=BigInteger, priority=Text, questions=Text, is_offered=Boolean, version=Integer
)
target = _table(
    "target", calendar_id=BigInteger, priority=Text, response_minutes=Integer, resolution_minutes=Integer, version=Integer
)
escalation_level = _table("escalation_level", queue_id=BigInteger, percent=Integer, user_id=BigInteger, version=Integer)
ticket = _table(
    "ticket",
    number=Text,
    kind=Text,
    title=Text,
    details=Text,
    priority=Text,
    state=Text,
    source=Text,
    queue_id=BigInteger,
    calendar_id=BigInteger,
    request_type_id=BigInteger,
    requester_id=BigInteger,
    requester_name=Text,
    requester_email=Text,
    assignee_id=BigInteger,
    created_at=_moment,
    created_by=BigInteger,
    response_minutes=Integer,
    resolution_minutes=Integer,
    responded_at=_moment,
    ended_at=_moment,
    response_due=_moment,
    resolution_due=_moment,
    response_mark=Integer,
    resolution_mark=Integer,
    left_minutes=Integer,
    merged_into_id=BigInteger,
    version=Integer,
)
ticket_link = _table("ticket_link", ticket_id=BigInteger, kind=Text, other_id=BigInteger)
presence = Table(
    "presence", metadata, C("company_id", BigInteger), C("ticket_id", BigInteger), C("user_id", BigInteger), C("seen_at", _moment)
)
due_change = _table(
    "due_change",
    ticket_id=BigInteger,
    measure=Text,
    due_before=_moment,
    due_after=_moment,
    cause=Text,
    changed_at=_moment,
    changed_by=BigInteger,
)
escalation = _table("escalation", ticket_id=BigInteger, percent=Integer, user_id=BigInteger, due_at=_moment, told_at=_moment)
ticket_message = _table(
    "ticket_message",
    ticket_id=BigInteger,
    is_internal=Boolean,
    from_requester=Boolean,
    author_id=BigInteger,
    author_name=Text,
    body=Text,
    said_at=_moment,
)
working_window = Table(
    "working_window",
    metadata,
    C("company_id", BigInteger),
    C("calendar_id", BigInteger),
    C("opens", _moment),
    C("closes", _moment),
    C("minutes_before", Integer),
)
asset = _table(
    "asset",
    code=Text,
    name=Text,
    kind=Text,
    serial=Text,
    state=Text,
    condition=Text,
    place=Text,
    supplier_id=BigInteger,
    bought_on=Date,
    cost=Numeric(20, 2),
    warranty_until=Date,
    disposed_on=Date,
    disposal_reason=Text,
    label=Text,
    version=Integer,
)
holding = _table(
    "holding",
    asset_id=BigInteger,
    holder_id=BigInteger,
    from_day=Date,
    to_day=Date,
    condition_out=Text,
    condition_in=Text,
    handed_by=BigInteger,
    taken_by=BigInteger,
    signed_at=_moment,
    signed_by=BigInteger,
)
ticket_asset = _table("ticket_asset", ticket_id=BigInteger, asset_id=BigInteger)
licence = _table("licence", name=Text, publisher=Text, bound_to=Text, is_reassignable=Boolean, note=Text, version=Integer)
licence_purchase = _table(
    "licence_purchase", licence_id=BigInteger, reference=Text, seats=Integer, from_day=Date, to_day=Date, cost=Numeric(20, 2)
)
seat = _table(
    "seat",
    licence_id=BigInteger,
    purchase_id=BigInteger,
    holder_id=BigInteger,
    asset_id=BigInteger,
    taken_at=_moment,
    ends_on=Date,
    is_burnt=Boolean,
)
component = _table(
    "component",
    code=Text,
    name=Text,
    kind=Text,
    owner_id=BigInteger,
    asset_id=BigInteger,
    address=INET,
    network_id=BigInteger,
    note=Text,
    is_closed=Boolean,
    version=Integer,
)
need_group = _table("need_group", component_id=BigInteger, rule=Text, least=Integer)
need = _table("need", group_id=BigInteger, component_id=BigInteger, needs_id=BigInteger)
component_user = _table("component_user", component_id=BigInteger, party_id=BigInteger)
ticket_component = _table("ticket_component", ticket_id=BigInteger, component_id=BigInteger)
mailbox = _table(
    "mailbox",
    address=Text,
    host=Text,
    port=Integer,
    encryption=Text,
    user_name=Text,
    queue_id=BigInteger,
    answers_at_once=Boolean,
    most_per_hour=Integer,
    is_on=Boolean,
    fetched_at=_moment,
    failure=Text,
    version=Integer,
)
incoming_mail = _table(
    "incoming_mail",
    mailbox_id=BigInteger,
    message_id=Text,
    sender=Text,
    sender_name=Text,
    subject=Text,
    body=Text,
    outcome=Text,
    reason=Text,
    ticket_id=BigInteger,
    came_at=_moment,
)
article = _table(
    "article",
    title=Text,
    body=Text,
    is_public=Boolean,
    is_closed=Boolean,
    changed_at=_moment,
    changed_by=BigInteger,
    version=Integer,
)
