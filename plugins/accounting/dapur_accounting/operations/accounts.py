"""The chart of accounts: accounts and headings are added, moved, renamed, closed; never deleted once used."""

from typing import Annotated, Any, Literal

from pydantic import StringConstraints

from dapur.contract import Form, NotFound, Refused, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_accounting.queries.words import ACCOUNT_TYPES
from dapur_base.operations.versions import untouched

AccountType = Literal["asset", "liability", "equity", "income", "expense"]
Name = Annotated[str, StringConstraints(min_length=1, max_length=200)]
CONFLICTS = {
    "account_code_key": ("code", "ACCOUNT_EXISTS", _("Another account has this code. Choose another.")),
    "account_path_key": (
        "name_id",
        "ACCOUNT_EXISTS",
        _("There is an account of this name in the same place. Choose another name."),
    ),
}


class SaveAccount(Form):
    """An account or heading. Without `id` a new one is made.

    `parent`: the heading above it, whose type it shares; without one it stands at the top and needs a `type`.
    `currency`: the only currency of its lines, where it is kept in one.
    """

    id: Annotated[int | None, Shown(_("Number"), kind="hidden")] = None
    parent: Annotated[int | None, Shown(_("Below"), reference="accounting.headings")] = None
    code: Annotated[str, StringConstraints(max_length=40, pattern="^[^:]*$"), Shown(_("Code"), kind="code")] = ""
    name_id: Annotated[Name, Shown(_("Indonesian name"))]
    name_en: Annotated[
        str, StringConstraints(max_length=200), Shown(_("English name"), hint=_("The Indonesian name when left empty"))
    ] = ""
    type: Annotated[
        AccountType | None, Shown(_("Type"), choices=ACCOUNT_TYPES, hint=_("That of the heading when there is one"))
    ] = None
    is_group: Annotated[bool, Shown(_("Heading account"), hint=_("A heading adds up what stands below it; no entry uses it"))] = (
        False
    )
    currency: Annotated[
        str, StringConstraints(pattern="^([A-Z]{3})?$"), Shown(_("Only in currency"), kind="code", width="narrow")
    ] = ""
    subtype: Annotated[str, StringConstraints(max_length=40), Shown(_("Subtype"), kind="code")] = ""
    statement_line: Annotated[str, StringConstraints(max_length=40), Shown(_("Line of the statements"), kind="code")] = ""
    version: Annotated[int | None, Shown(_("Version"), kind="hidden")] = None


class AccountSaved(Result):
    """The account."""

    id: int
    name: str
    version: int


@operation(
    "accounting.save_account",
    title=_("Save account"),
    permission="accounting.account.manage",
    audit_verb=_("saved the account"),
    conflicts=CONFLICTS,
)
async def save_account(work: Work, form: SaveAccount) -> AccountSaved:
    """Add or change an account. One with entries keeps its type and currency."""
    above = await _above(work, form)
    kind = above["type"] if above else form.type
    if kind is None:
        raise Refused("TYPE_MISSING", _("Choose the type, or the heading above it."), field="type")
    if above and form.type is not None and form.type != kind:
        raise Refused("TYPE_DIFFERS", _("An account has the type of its heading. Choose another heading or type."), field="type")
    if form.currency:
        await _check_currency(work, form.currency)
    path = _path(above, form)
    facts = (
        form.parent,
        form.code or None,
        path,
        form.name_id,
        form.name_en or form.name_id,
        kind,
        form.subtype,
        form.is_group,
        form.currency or None,
        form.statement_line,
    )
    return await (_insert(work, facts) if form.id is None else _update(work, form, facts, path))


def _path(above: dict[str, Any] | None, form: SaveAccount) -> str:
    own = form.code or form.name_id.replace(":", " ")
    return f"{above['path']}:{own}" if above else own


async def _above(work: Work, form: SaveAccount) -> dict[str, Any] | None:
    if form.parent is None:
        return None
    row = await work.row(
        "select id, type, path, is_closed from accounting.account where company_id = %s and id = %s",
        work.scope.company,
        form.parent,
    )
    if row is None:
        raise NotFound(_("There is no such heading here. Choose one of the list."), field="parent")
    return row


async def _check_currency(work: Work, code: str) -> None:
    known = await work.value("select 1 from base.currency where company_id = %s and code = %s", work.scope.company, code)
    if not known:
        raise Refused(
            "CURRENCY_UNKNOWN", _("There is no currency {currency} here. Add it first.").fill(currency=code), field="currency"
        )


async def _insert(work: Work, facts: tuple[Any, ...]) -> AccountSaved:
    row = await work.row(
        "insert into accounting.account (company_id, parent_id, code, path, name_id, name_en, type, subtype, is_group, currency,"
        " statement_line) values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s) returning id, name_id as name, version",
        work.scope.company,
        *facts,
    )
    assert row is not None
    return AccountSaved(**row)


async def _update(work: Work, form: SaveAccount, facts: tuple[Any, ...], path: str) -> AccountSaved:
    before = await work.row(
        "select path, type, version, exists (select from accounting.account c where c.company_id = a.company_id and c.parent_id = a.id)"
        " as has_children from accounting.account a where company_id = %s and id = %s for update",
        work.scope.company,
        form.id,
    )
    if before is None or form.version not in (None, before["version"]):
        raise await untouched(work, "accounting.account", form.id or 0)
    if path != before["path"] and path.startswith(before["path"] + ":"):
        raise Refused("ACCOUNT_BELOW_ITSELF", _("An account cannot stand below itself. Choose another heading."), field="parent")
    if before["has_children"] and facts[5] != before["type"]:
        raise Refused("TYPE_DIFFERS", _("Accounts stand below it, so its type stays."), field="type")
    row = await work.row(
        "update accounting.account set parent_id = %s, code = %s, path = %s, name_id = %s, name_en = %s, type = %s, subtype = %s,"
        " is_group = %s, currency = %s, statement_line = %s, version = version + 1 where company_id = %s and id = %s"
        " returning id, name_id as name, version",
        *facts,
        work.scope.company,
        form.id,
    )
    assert row is not None
    if path != before["path"]:
        await work.run(
            "update accounting.account set path = %s || substr(path, %s::int) where company_id = %s and starts_with(path, %s)",
            path,
            len(before["path"]) + 1,
            work.scope.company,
            before["path"] + ":",
        )
    return AccountSaved(**row)


class OneAccount(Form):
    """Which account. `version`: as it was seen."""

    id: Annotated[int, Shown(_("Account"), kind="hidden")]
    version: Annotated[int | None, Shown(_("Version"), kind="hidden")] = None


@operation(
    "accounting.close_account",
    title=_("Close account"),
    permission="accounting.account.manage",
    audit_verb=_("closed the account"),
)
async def close_account(work: Work, form: OneAccount) -> AccountSaved:
    """Close an account: what is posted stays, new entries cannot use it. A heading closes after what stands below it."""
    open_below = await work.value(
        "select count(*) from accounting.account where company_id = %s and parent_id = %s and not is_closed",
        work.scope.company,
        form.id,
    )
    if open_below:
        raise Refused("ACCOUNT_HAS_CHILDREN", _("Open accounts stand below it. Close them first."), field="id")
    return await _switch(work, form, closed=True)


@operation(
    "accounting.open_account",
    title=_("Open account again"),
    permission="accounting.account.manage",
    audit_verb=_("opened the account again"),
)
async def open_account(work: Work, form: OneAccount) -> AccountSaved:
    """Open a closed account again."""
    return await _switch(work, form, closed=False)


async def _switch(work: Work, form: OneAccount, *, closed: bool) -> AccountSaved:
    row = await work.row(
        "update accounting.account set is_closed = %s, version = version + 1 where company_id = %s and id = %s"
        " and (version = %s or %s::int is null) returning id, name_id as name, version",
        closed,
        work.scope.company,
        form.id,
        form.version,
        form.version,
    )
    if row is None:
        raise await untouched(work, "accounting.account", form.id)
    return AccountSaved(**row)


class DeleteAccount(Form):
    """Which account."""

    id: Annotated[int, Shown(_("Account"), kind="hidden")]


class AccountDeleted(Result):
    """Gone."""

    id: int


@operation(
    "accounting.delete_account",
    title=_("Delete account"),
    permission="accounting.account.manage",
    danger=True,
    audit_verb=_("deleted the account"),
)
async def delete_account(work: Work, form: DeleteAccount) -> AccountDeleted:
    """Delete an account that nothing uses. One with entries can only be closed."""
    used = await work.row(
        "select exists (select from accounting.account where company_id = %s and parent_id = %s) as above,"
        " exists (select from accounting.account_role where company_id = %s and account_id = %s) as role",
        work.scope.company,
        form.id,
        work.scope.company,
        form.id,
    )
    assert used is not None
    if used["above"]:
        raise Refused("ACCOUNT_HAS_CHILDREN", _("Accounts stand below it. Move or delete them first."), field="id")
    if used["role"]:
        raise Refused(
            "ACCOUNT_HAS_ROLE", _("Other departments post to this account. Give its role to another account first."), field="id"
        )
    row = await work.row(
        "delete from accounting.account where company_id = %s and id = %s returning id", work.scope.company, form.id
    )
    if row is None:
        raise NotFound(field="id")
    return AccountDeleted(id=form.id)


class GiveRole(Form):
    """Which account other departments mean by a role, for example `salary_expense`."""

    role: Annotated[str, StringConstraints(pattern="^[a-z][a-z0-9_]{1,59}$"), Shown(_("Role"), kind="code")]
    account: Annotated[int, Shown(_("Account"), reference="accounting.posting_accounts")]


class RoleGiven(Result):
    """The role."""

    role: str
    account: int
    version: int


@operation(
    "accounting.give_account_role",
    title=_("Set account role"),
    permission="accounting.account.manage",
    audit_verb=_("set the account of the role"),
)
async def give_account_role(work: Work, form: GiveRole) -> RoleGiven:
    """Say which account a role means from now on. What is posted stays where it is."""
    usable = await work.value(
        "select 1 from accounting.account where company_id = %s and id = %s and not is_group and not is_closed",
        work.scope.company,
        form.account,
    )
    if not usable:
        raise NotFound(_("There is no open account with this number. Choose one of the list."), field="account")
    row = await work.row(
        "insert into accounting.account_role (company_id, role, account_id) values (%s, %s, %s)"
        " on conflict (company_id, role) do update set account_id = excluded.account_id, version = account_role.version + 1"
        " returning role, account_id as account, version",
        work.scope.company,
        form.role,
        form.account,
    )
    assert row is not None
    return RoleGiven(**row)
