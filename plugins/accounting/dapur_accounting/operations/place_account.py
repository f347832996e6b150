"""An account by its place in the chart, with the headings above it: how a chart is imported."""

from typing import Annotated, Any

from pydantic import StringConstraints

from dapur.contract import Form, Refused, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_accounting.operations.accounts import CONFLICTS, AccountType
from dapur_accounting.queries.words import ACCOUNT_TYPES


class PlaceAccount(Form):
    """`path`: the names or codes from the top, with colons between them ("Assets:Bank:Giro"). Missing headings are made."""

    path: Annotated[str, StringConstraints(min_length=1, max_length=500), Shown(_("Place in the chart"))]
    type: Annotated[AccountType, Shown(_("Type"), choices=ACCOUNT_TYPES)]
    code: Annotated[str, StringConstraints(max_length=40), Shown(_("Code"), kind="code")] = ""
    name_id: Annotated[str, StringConstraints(max_length=200), Shown(_("Indonesian name"))] = ""
    name_en: Annotated[str, StringConstraints(max_length=200), Shown(_("English name"))] = ""
    is_group: Annotated[bool, Shown(_("Heading account"))] = False
    currency: Annotated[str, StringConstraints(pattern="^([A-Z]{3})?$"), Shown(_("Only in currency"), kind="code")] = ""
    subtype: Annotated[str, StringConstraints(max_length=40), Shown(_("Subtype"), kind="code")] = ""


class AccountPlaced(Result):
    """The account. `existing`: it was there before, just so."""

    id: int
    name: str
    existing: bool = False


@operation(
    "accounting.place_account",
    title=_("Add account by its place"),
    permission="accounting.account.manage",
    audit_verb=_("added the account"),
    conflicts=CONFLICTS,
)
async def place_account(work: Work, form: PlaceAccount) -> AccountPlaced:
    """Add an account where its path says, with the headings above it. The same again changes nothing."""
    steps = [step.strip() for step in form.path.split(":")]
    if not all(steps):
        raise Refused("PATH_BROKEN", _("A part of the place is empty. Write it like Assets:Bank."), field="path")
    parent: int | None = None
    for depth in range(1, len(steps)):
        parent = await _heading(work, ":".join(steps[:depth]), steps[depth - 1], parent, form.type)
    return await _place(work, form, ":".join(steps), steps[-1], parent)


async def _at(work: Work, path: str) -> dict[str, Any] | None:
    return await work.row(
        "select id, type, is_group, code, name_id, name_en, currency, subtype from accounting.account"
        " where company_id = %s and path = %s",
        work.scope.company,
        path,
    )


async def _heading(work: Work, path: str, name: str, parent: int | None, kind: str) -> int:
    found = await _at(work, path)
    if found is None:
        found = await work.row(
            "insert into accounting.account (company_id, parent_id, path, name_id, name_en, type, is_group)"
            " values (%s, %s, %s, %s, %s, %s, true) returning id, type",
            work.scope.company,
            parent,
            path,
            name,
            name,
            kind,
        )
    assert found is not None
    if found["type"] != kind:
        raise Refused("TYPE_DIFFERS", _("An account has the type of its heading. Choose another heading or type."), field="type")
    return int(found["id"])


async def _place(work: Work, form: PlaceAccount, path: str, step: str, parent: int | None) -> AccountPlaced:
    name = form.name_id or form.name_en or step
    wanted = {
        "type": form.type,
        "is_group": form.is_group,
        "code": form.code or None,
        "name_id": name,
        "name_en": form.name_en or name,
        "currency": form.currency or None,
        "subtype": form.subtype,
    }
    found = await _at(work, path)
    if found is not None and {k: found[k] for k in wanted} == wanted:
        return AccountPlaced(id=found["id"], name=name, existing=True)
    if found is not None and not found["is_group"]:
        raise Refused(
            "ACCOUNT_EXISTS",
            _("{account} is there already, and different. Change it on its own page.").fill(account=path),
            field="path",
        )
    if found is not None:
        return await _fill(work, found["id"], wanted)
    row = await work.row(
        "insert into accounting.account (company_id, parent_id, path, type, is_group, code, name_id, name_en, currency, subtype)"
        " values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s) returning id, name_id as name",
        work.scope.company,
        parent,
        path,
        *wanted.values(),
    )
    assert row is not None
    return AccountPlaced(**row)


async def _fill(work: Work, account: int, wanted: dict[str, Any]) -> AccountPlaced:
    """A heading that was made on the way gets its own facts."""
    row = await work.row(
        "update accounting.account set type = %s, is_group = %s, code = %s, name_id = %s, name_en = %s, currency = %s, subtype = %s,"
        " version = version + 1 where company_id = %s and id = %s returning id, name_id as name",
        *wanted.values(),
        work.scope.company,
        account,
    )
    assert row is not None
    return AccountPlaced(**row)
