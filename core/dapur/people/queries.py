"""People, roles, tokens and invitations of a company, read."""

from sqlalchemy import String, and_, case, cast, func, literal, select

from dapur.contract import Choice, Column, Filter, Query, _
from dapur.tables import api_token, api_token_use, app_user, invitation, membership, membership_role, role, role_permission

STANDING = (Choice("active", _("Active")), Choice("disabled", _("Disabled")))
_standing = case((and_(membership.c.is_active, app_user.c.is_active), "active"), else_="disabled")
_titles = (
    select(func.coalesce(func.string_agg(role.c.title, literal(", ")), ""))
    .select_from(
        membership_role.join(
            role, and_(role.c.company_id == membership_role.c.company_id, role.c.id == membership_role.c.role_id)
        )
    )
    .where(membership_role.c.company_id == membership.c.company_id, membership_role.c.user_id == membership.c.user_id)
    .correlate(membership)
    .scalar_subquery()
)

PEOPLE = Query(
    "core.people",
    _("People"),
    "core.people.read",
    statement=lambda: select(membership.c.user_id).select_from(membership.join(app_user, app_user.c.id == membership.c.user_id)),
    company=membership.c.company_id,
    description="Members of the company and their roles.",
    columns=(
        Column("id", _("Number"), "id", membership.c.user_id, hidden=True),
        Column("name", _("Name"), "text", app_user.c.name, sort=True, phone=1, link="people/{id}"),
        Column("email", _("E-mail"), "text", app_user.c.email, sort=True, phone=2),
        Column("roles", _("Roles"), "text", _titles, phone=2),
        Column(
            "status",
            _("Status"),
            "status",
            _standing,
            choices=STANDING,
            tones={"active": "green", "disabled": "secondary"},
            phone=1,
        ),
        Column("last_opened_at", _("Last here"), "time", membership.c.last_opened_at),
    ),
    key=("id",),
    default_sort=("name",),
    filters=(
        Filter("status", _("Status"), "choice", lambda v: _standing == func.any(v), choices=STANDING),
        Filter(
            "role",
            _("Role"),
            "reference",
            lambda v: (
                select(1)
                .where(
                    membership_role.c.company_id == membership.c.company_id,
                    membership_role.c.user_id == membership.c.user_id,
                    membership_role.c.role_id == v,
                )
                .exists()
            ),
            reference="core.roles",
        ),
    ),
    search=(app_user.c.name, app_user.c.email),
)

_holders = (
    select(func.count())
    .where(membership_role.c.company_id == role.c.company_id, membership_role.c.role_id == role.c.id)
    .correlate(role)
    .scalar_subquery()
)
_rights = (
    select(func.count())
    .where(role_permission.c.company_id == role.c.company_id, role_permission.c.role_id == role.c.id)
    .correlate(role)
    .scalar_subquery()
)
ROLES = Query(
    "core.roles",
    _("Roles"),
    "core.people.read",
    statement=lambda: select(role.c.id),
    company=role.c.company_id,
    description="Roles of the company, how many rights they hold and how many people have them.",
    columns=(
        Column("id", _("Number"), "id", role.c.id, hidden=True),
        Column("name", _("Role"), "text", role.c.title, sort=True, phone=1, link="roles/{id}"),
        Column("code", _("Code"), "code", role.c.code, hidden=True),
        Column("description", _("Description"), "text", role.c.description, phone=2),
        Column("rights", _("Rights"), "integer", _rights),
        Column("people", _("People"), "integer", _holders, phone=1),
        Column("version", _("Version"), "integer", role.c.version, hidden=True),
    ),
    key=("id",),
    default_sort=("name",),
    search=(role.c.title,),
)

TOKEN_STATES = (Choice("valid", _("Valid")), Choice("ended", _("Ended")))
_token_state = case((and_(api_token.c.revoked_at.is_(None), api_token.c.ends_at > func.core.now()), "valid"), else_="ended")
TOKENS = Query(
    "core.tokens",
    _("API tokens"),
    "core.token.create",
    statement=lambda: (
        select(api_token.c.id)
        .select_from(
            api_token.join(app_user, app_user.c.id == api_token.c.user_id).outerjoin(
                api_token_use,
                and_(api_token_use.c.company_id == api_token.c.company_id, api_token_use.c.token_id == api_token.c.id),
            )
        )
        .where(api_token.c.user_id == func.core.current_actor())
    ),
    company=api_token.c.company_id,
    description="One's own API tokens: what they may do, until when, when they were last used.",
    columns=(
        Column("id", _("Number"), "id", api_token.c.id, hidden=True),
        Column("name", _("Name"), "text", api_token.c.name, sort=True, phone=1),
        Column("hint", _("Begins with"), "code", api_token.c.hint, phone=2),
        Column("person", _("Person"), "text", app_user.c.name),
        Column("scopes", _("Rights"), "text", func.array_to_string(api_token.c.scopes, literal(", ")), phone=2),
        Column("ends_at", _("Valid until"), "time", api_token.c.ends_at),
        Column("used_at", _("Last used"), "time", api_token_use.c.used_at),
        Column(
            "status",
            _("Status"),
            "status",
            _token_state,
            choices=TOKEN_STATES,
            tones={"valid": "green", "ended": "secondary"},
            phone=1,
        ),
    ),
    key=("id",),
    default_sort=("-id",),
    search=(api_token.c.name,),
)

INVITATION_STATES = (Choice("open", _("Open")), Choice("accepted", _("Accepted")), Choice("ended", _("Ended")))
_invitation_state = case(
    (invitation.c.accepted_at.is_not(None), "accepted"),
    (and_(invitation.c.revoked_at.is_(None), invitation.c.ends_at > func.core.now()), "open"),
    else_="ended",
)
INVITATIONS = Query(
    "core.invitations",
    _("Invitations"),
    "core.people.read",
    statement=lambda: select(invitation.c.id),
    company=invitation.c.company_id,
    description="Who was invited, and whether they came.",
    columns=(
        Column("id", _("Number"), "id", invitation.c.id, hidden=True),
        Column("name", _("Name"), "text", invitation.c.name, phone=1),
        Column("email", _("E-mail"), "text", invitation.c.email, phone=2),
        Column("created_at", _("Invited"), "time", invitation.c.created_at),
        Column("ends_at", _("Valid until"), "time", invitation.c.ends_at, phone=2),
        Column(
            "status",
            _("Status"),
            "status",
            cast(_invitation_state, String),
            choices=INVITATION_STATES,
            phone=1,
            tones={"open": "blue", "accepted": "green", "ended": "secondary"},
        ),
    ),
    key=("id",),
    default_sort=("-id",),
    search=(invitation.c.name, invitation.c.email),
)
