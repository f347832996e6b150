"""Parties, read."""

from sqlalchemy import and_, case, func, literal, select

from dapur.contract import Choice, Column, Filter, Query, _
from dapur.tables import app_user
from dapur_base.operations.party_notes import PARTY_TAGS
from dapur_base.operations.save_party import PARTY_KINDS
from dapur_base.queries.states import STATES, TONES
from dapur_base.tables import party
from dapur_base.tags import tag_filter, tags_column

survivor = party.alias("survivor")
_state = case((party.c.merged_into_id.is_not(None), "merged"), (party.c.is_closed, "closed"), else_="open")
PARTY_STATES = (*STATES, Choice("merged", _("Merged")))

PARTIES = Query(
    "base.parties",
    _("Parties"),
    "base.read",
    statement=lambda: select(party.c.id).select_from(
        party.outerjoin(app_user, app_user.c.id == party.c.user_id).outerjoin(
            survivor, and_(survivor.c.company_id == party.c.company_id, survivor.c.id == party.c.merged_into_id)
        )
    ),
    company=party.c.company_id,
    description="Customers, suppliers and employees.",
    columns=(
        Column("id", _("Number"), "id", party.c.id, hidden=True),
        Column("name", _("Name"), "text", party.c.name, sort=True, phone=1, link="base/parties/{id}"),
        Column("code", _("Code"), "code", func.coalesce(party.c.code, literal("")), sort=True, phone=2),
        Column("kind", _("Kind"), "status", party.c.kind, choices=PARTY_KINDS, tones={"person": "azure"}),
        Column("is_customer", _("Customer"), "flag", party.c.is_customer),
        Column("is_supplier", _("Supplier"), "flag", party.c.is_supplier),
        Column("is_employee", _("Employee"), "flag", party.c.is_employee),
        Column("tax_number", _("Tax number"), "code", party.c.tax_number),
        Column("country", _("Country"), "code", party.c.country, hidden=True),
        Column("email", _("E-mail"), "text", party.c.email, phone=2),
        Column("phone", _("Phone"), "text", party.c.phone),
        Column("address", _("Address"), "text", party.c.address, hidden=True),
        Column(
            "merged_into",
            _("Merged into"),
            "text",
            func.coalesce(survivor.c.name, literal("")),
            hidden=True,
            link="base/parties/{merged_into_id}",
        ),
        Column("merged_into_id", _("Merged into"), "id", party.c.merged_into_id, hidden=True),
        Column("user_id", _("Signs in as"), "id", party.c.user_id, hidden=True),
        Column("signs_in", _("Signs in as"), "text", func.coalesce(app_user.c.name, literal("")), hidden=True),
        Column("is_closed", _("No longer used"), "flag", party.c.is_closed, hidden=True),
        tags_column(PARTY_TAGS, party.c.company_id, party.c.id),
        Column("status", _("Status"), "status", _state, choices=PARTY_STATES, tones=TONES, phone=1),
        Column("version", _("Version"), "integer", party.c.version, hidden=True),
    ),
    key=("id",),
    default_sort=("name",),
    filters=(
        Filter("status", _("Status"), "choice", lambda v: _state == func.any(v), choices=PARTY_STATES),
        Filter("kind", _("Kind"), "choice", lambda v: party.c.kind == func.any(v), choices=PARTY_KINDS),
        Filter("customer", _("Customer"), "flag", lambda v: party.c.is_customer == v),
        Filter("supplier", _("Supplier"), "flag", lambda v: party.c.is_supplier == v),
        tag_filter(PARTY_TAGS, party.c.company_id, party.c.id),
        Filter("employee", _("Employee"), "flag", lambda v: party.c.is_employee == v),
    ),
    search=(party.c.name, party.c.code, party.c.email, party.c.tax_number),
)
