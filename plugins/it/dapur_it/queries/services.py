"""Services, the infrastructure below them, what needs what, read."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Text, and_, case, cast, func, select

from dapur.contract import Choice, Column, Filter, Query, _
from dapur.tables import app_user
from dapur_base.tables import party
from dapur_it.tables import asset, component, component_user, need, need_group, ticket, ticket_component
from dapur_it.words import COMPONENT_KINDS, RULES, STATE_TONES, STATES

c = component.c
network = component.alias("network")
USED = (Choice("used", _("In use")), Choice("closed", _("No longer used")))
_status = case((c.is_closed, "closed"), else_="used")
_users = (
    select(func.count())
    .select_from(component_user)
    .where(component_user.c.company_id == c.company_id, component_user.c.component_id == c.id)
    .correlate(component)
    .scalar_subquery()
)
_joined = (
    component.outerjoin(app_user, app_user.c.id == c.owner_id)
    .outerjoin(network, and_(network.c.company_id == c.company_id, network.c.id == c.network_id))
    .outerjoin(asset, and_(asset.c.company_id == c.company_id, asset.c.id == c.asset_id))
)
COLUMNS = (
    Column("id", _("Number"), "id", c.id, hidden=True),
    Column("code", _("Code"), "code", c.code, sort=True, phone=1, link="it/components/{id}"),
    Column("name", _("Name"), "text", c.name, sort=True, phone=1),
    Column("kind", _("Kind"), "status", c.kind, choices=COMPONENT_KINDS, phone=2),
    Column("address", _("Address"), "code", func.abbrev(c.address), phone=2),
    Column("network", _("Network"), "text", network.c.name),
    Column("asset", _("Device"), "code", asset.c.code, link="it/assets/{asset_id}"),
    Column("users", _("Users"), "integer", _users),
    Column("owner", _("Owner"), "text", app_user.c.name, sort=True, phone=2),
    Column("status", _("Status"), "status", _status, choices=USED, tones={"used": "green", "closed": "secondary"}, phone=1),
    Column("note", _("Note"), "text", c.note, hidden=True),
    Column("owner_id", _("Owner"), "id", c.owner_id, hidden=True),
    Column("network_id", _("Network"), "id", c.network_id, hidden=True),
    Column("asset_id", _("Device"), "id", c.asset_id, hidden=True),
    Column("is_closed", _("No longer used"), "flag", c.is_closed, hidden=True),
    Column("version", _("Version"), "integer", c.version, hidden=True),
)
FILTERS = (
    Filter("kind", _("Kind"), "choice", lambda v: c.kind == func.any(v), choices=COMPONENT_KINDS),
    Filter("status", _("Status"), "choice", lambda v: _status == func.any(v), choices=USED),
    Filter("network", _("Network"), "reference", lambda v: c.network_id == v, reference="it.networks"),
    Filter("asset", _("Device"), "reference", lambda v: c.asset_id == v, reference="it.assets"),
)


PARTS_ONLY = ("address", "network", "asset")
SERVICE_COLUMNS = tuple(replace(column, hidden=column.hidden or column.name in PARTS_ONLY) for column in COLUMNS)


def _components(name: str, title: object, description: str, *kinds: str, columns: Sequence[Column] = COLUMNS) -> Query:
    def statement() -> object:
        found = select(c.id).select_from(_joined)
        return found.where(c.kind.in_(kinds)) if kinds else found

    return Query(
        name,
        title,  # type: ignore[arg-type]
        "it.inventory.read",
        statement=statement,  # type: ignore[arg-type]
        company=c.company_id,
        description=description,
        columns=columns,
        key=("id",),
        default_sort=("code",),
        filters=FILTERS,
        search=(c.code, c.name, cast(c.address, Text)),
    )


COMPONENTS = _components("it.components", _("Services and parts"), "Services and everything that they stand on.")
SERVICES = _components("it.services", _("Services"), "What people use.", "service", columns=SERVICE_COLUMNS)
INFRASTRUCTURE = _components(
    "it.infrastructure",
    _("Infrastructure"),
    "Applications, databases, servers, storage, networks, addresses.",
    *("application", "database", "server", "storage", "network", "address", "device"),
)
NETWORKS = _components("it.networks", _("Networks"), "Networks, for choosing.", "network")

upper, lower = component.alias("upper"), component.alias("lower")
NEED_LIST = Query(
    "it.needs",
    _("What needs what"),
    "it.inventory.read",
    statement=lambda: select(need.c.id).select_from(
        need.join(need_group, and_(need_group.c.company_id == need.c.company_id, need_group.c.id == need.c.group_id))
        .join(upper, and_(upper.c.company_id == need.c.company_id, upper.c.id == need.c.component_id))
        .join(lower, and_(lower.c.company_id == need.c.company_id, lower.c.id == need.c.needs_id))
    ),
    company=need.c.company_id,
    description="What needs what; of a redundant group any one, or at least so many.",
    columns=(
        Column("id", _("Number"), "id", need.c.id, hidden=True),
        Column("upper", _("Service or part"), "code", upper.c.code, sort=True, phone=1, link="it/components/{component_id}"),
        Column("upper_name", _("Name"), "text", upper.c.name),
        Column("lower", _("Needs"), "code", lower.c.code, sort=True, phone=1, link="it/components/{needs_id}"),
        Column("lower_name", _("Name"), "text", lower.c.name),
        Column("rule", _("Of the group"), "status", need_group.c.rule, choices=RULES, phone=2),
        Column("least", _("At least"), "integer", need_group.c.least, phone=2),
        Column("group_id", _("Group"), "id", need.c.group_id),
        Column("component_id", _("Service or part"), "id", need.c.component_id, hidden=True),
        Column("needs_id", _("Needs"), "id", need.c.needs_id, hidden=True),
    ),
    key=("id",),
    default_sort=("upper", "id"),
    filters=(
        Filter("component", _("Service or part"), "reference", lambda v: need.c.component_id == v, reference="it.components"),
        Filter("needs", _("Needs"), "reference", lambda v: need.c.needs_id == v, reference="it.components"),
    ),
)

u = component_user.c
COMPONENT_USERS = Query(
    "it.component_users",
    _("Users of services"),
    "it.inventory.read",
    statement=lambda: select(u.id).select_from(
        component_user.join(party, and_(party.c.company_id == u.company_id, party.c.id == u.party_id)).join(
            component, and_(c.company_id == u.company_id, c.id == u.component_id)
        )
    ),
    company=u.company_id,
    description="Who uses which service.",
    columns=(
        Column("id", _("Number"), "id", u.id, hidden=True),
        Column("person", _("Person"), "text", party.c.name, sort=True, phone=1),
        Column("code", _("IT service"), "code", c.code, sort=True, phone=1, link="it/components/{component_id}"),
        Column("component_id", _("IT service"), "id", u.component_id, hidden=True),
        Column("party_id", _("Person"), "id", u.party_id, hidden=True),
    ),
    key=("id",),
    default_sort=("person", "id"),
    filters=(Filter("component", _("IT service"), "reference", lambda v: u.component_id == v, reference="it.components"),),
)

tc = ticket_component.c
TICKET_COMPONENTS = Query(
    "it.ticket_components",
    _("Services of tickets"),
    "it.ticket.read",
    statement=lambda: select(tc.id).select_from(
        ticket_component.join(component, and_(c.company_id == tc.company_id, c.id == tc.component_id)).join(
            ticket, and_(ticket.c.company_id == tc.company_id, ticket.c.id == tc.ticket_id)
        )
    ),
    company=tc.company_id,
    description="Which ticket is about which service or part.",
    columns=(
        Column("id", _("Number"), "id", tc.id, hidden=True),
        Column("number", _("Ticket"), "code", ticket.c.number, sort=True, phone=1, link="it/tickets/{ticket_id}"),
        Column("title", _("Subject"), "text", ticket.c.title, phone=1),
        Column("status", _("Status"), "status", ticket.c.state, choices=STATES, tones=STATE_TONES, phone=2),
        Column("code", _("Service or part"), "code", c.code, link="it/components/{component_id}", phone=2),
        Column("name", _("Name"), "text", c.name),
        Column("ticket_id", _("Ticket"), "id", tc.ticket_id, hidden=True),
        Column("component_id", _("Service or part"), "id", tc.component_id, hidden=True),
    ),
    key=("id",),
    default_sort=("-number", "-id"),
    filters=(
        Filter("ticket", _("Ticket"), "reference", lambda v: tc.ticket_id == v, reference="it.ticket_choices"),
        Filter("component", _("Service or part"), "reference", lambda v: tc.component_id == v, reference="it.components"),
    ),
)
SERVICE_QUERIES = (COMPONENTS, SERVICES, INFRASTRUCTURE, NETWORKS, NEED_LIST, COMPONENT_USERS, TICKET_COMPONENTS)
