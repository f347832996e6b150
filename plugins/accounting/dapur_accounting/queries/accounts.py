"""The chart of accounts, read."""

from typing import Any

from sqlalchemy import Select, and_, case, func, literal, select

from dapur.contract import Column, Filter, Query, _
from dapur_accounting.queries.words import ACCOUNT_TYPES, USE, USE_TONES
from dapur_accounting.tables import account, account_role
from dapur_base.names import shown_name

parent = account.alias("parent")
NAME = shown_name(account.c.name_id, account.c.name_en)
CODE = func.coalesce(account.c.code, literal(""))
_state = case((account.c.is_closed, "closed"), else_="open")
_roles = (
    select(func.coalesce(func.string_agg(account_role.c.role, literal(", ")), ""))
    .where(account_role.c.company_id == account.c.company_id, account_role.c.account_id == account.c.id)
    .correlate(account)
    .scalar_subquery()
)

COLUMNS = (
    Column("id", _("Number"), "id", account.c.id, hidden=True),
    Column("code", _("Code"), "code", CODE, sort=True, phone=1, link="accounting/accounts/{id}"),
    Column("name", _("Account"), "text", NAME, sort=True, phone=1, link="accounting/accounts/{id}"),
    Column("type", _("Type"), "status", account.c.type, sort=True, choices=ACCOUNT_TYPES, phone=2),
    Column("parent", _("Below"), "text", func.coalesce(shown_name(parent.c.name_id, parent.c.name_en), literal("")), phone=2),
    Column("is_group", _("Heading account"), "flag", account.c.is_group),
    Column("currency", _("Currency"), "code", func.coalesce(account.c.currency, literal(""))),
    Column("status", _("Status"), "status", _state, choices=USE, tones=USE_TONES, phone=1),
    Column("path", _("Place in the chart"), "text", account.c.path, sort=True, hidden=True),
    Column("detail", _("Place in the chart"), "text", account.c.path, hidden=True),
    Column("roles", _("Roles"), "text", _roles, hidden=True),
    Column("subtype", _("Subtype"), "code", account.c.subtype, hidden=True),
    Column("statement_line", _("Line of the statements"), "code", account.c.statement_line, hidden=True),
    Column("parent_id", _("Below"), "id", account.c.parent_id, hidden=True),
    Column("name_id", _("Indonesian name"), "text", account.c.name_id, hidden=True),
    Column("name_en", _("English name"), "text", account.c.name_en, hidden=True),
    Column("is_closed", _("No longer used"), "flag", account.c.is_closed, hidden=True),
    Column("version", _("Version"), "integer", account.c.version, hidden=True),
)
_SEARCH = (account.c.code, account.c.name_id, account.c.name_en, account.c.path)


def _with_parent() -> Select[Any]:
    return select(account.c.id).select_from(
        account.outerjoin(parent, and_(parent.c.company_id == account.c.company_id, parent.c.id == account.c.parent_id))
    )


ACCOUNTS = Query(
    "accounting.accounts",
    _("Chart of accounts"),
    "accounting.read",
    statement=_with_parent,
    company=account.c.company_id,
    description="Accounts and headings in the order of the chart.",
    columns=COLUMNS,
    key=("id",),
    default_sort=("path",),
    filters=(
        Filter("type", _("Type"), "choice", lambda v: account.c.type == func.any(v), choices=ACCOUNT_TYPES),
        Filter("status", _("Status"), "choice", lambda v: _state == func.any(v), choices=USE),
        Filter("heading", _("Heading account"), "flag", lambda v: account.c.is_group == v),
        Filter("parent", _("Below"), "reference", lambda v: account.c.parent_id == v, reference="accounting.headings"),
    ),
    search=_SEARCH,
)

POSTING_ACCOUNTS = Query(
    "accounting.posting_accounts",
    _("Accounts for entries"),
    "accounting.read",
    statement=lambda: _with_parent().where(~account.c.is_group, ~account.c.is_closed),
    company=account.c.company_id,
    description="Open accounts that an entry may use.",
    maker="accounting/accounts/new",
    columns=COLUMNS,
    key=("id",),
    default_sort=("path",),
    search=_SEARCH,
)

HEADINGS = Query(
    "accounting.headings",
    _("Headings of the chart"),
    "accounting.read",
    statement=lambda: _with_parent().where(account.c.is_group, ~account.c.is_closed),
    company=account.c.company_id,
    description="Open headings, under which accounts stand.",
    columns=COLUMNS,
    key=("id",),
    default_sort=("path",),
    search=_SEARCH,
)

ACCOUNT_ROLES = Query(
    "accounting.account_roles",
    _("Account roles"),
    "accounting.read",
    statement=lambda: select(account_role.c.role).select_from(
        account_role.join(
            account, and_(account.c.company_id == account_role.c.company_id, account.c.id == account_role.c.account_id)
        )
    ),
    company=account_role.c.company_id,
    description="Which account other departments' entries use for what.",
    columns=(
        Column("role", _("Role"), "code", account_role.c.role, sort=True, phone=1),
        Column("code", _("Code"), "code", CODE, phone=2),
        Column("name", _("Account"), "text", NAME, sort=True, phone=1, link="accounting/accounts/{account_id}"),
        Column("account_id", _("Account"), "id", account_role.c.account_id, hidden=True),
        Column("version", _("Version"), "integer", account_role.c.version, hidden=True),
    ),
    key=("role",),
    default_sort=("role",),
    search=(account_role.c.role, account.c.name_id, account.c.name_en),
)
