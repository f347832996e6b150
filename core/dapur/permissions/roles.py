"""Roles of a company: made from the suggested ones, then the company's own."""

import re
from typing import Annotated

from pydantic import Field, StringConstraints

from dapur.companies.change_company import CHANGED_MEANWHILE
from dapur.companies.turns import take_turn
from dapur.contract import Conflict, Form, NotFound, Refused, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur.people.manage import keep_an_administrator

Title = Annotated[str, StringConstraints(min_length=1, max_length=100), Shown(_("Role"))]
Rights = Annotated[list[str], Field(max_length=1000), Shown(_("Rights"), kind="choices")]


class SaveRole(Form):
    """A role and all its rights. Without `id` a new one is made. `rows`: right -> row scope that narrows it."""

    id: Annotated[int | None, Shown(_("Role"), kind="hidden")] = None
    title: Title
    description: Annotated[str, StringConstraints(max_length=500), Shown(_("Description"))] = ""
    permissions: Rights
    rows: Annotated[dict[str, str], Shown(_("Only some rows"), kind="hidden")] = Field(default_factory=dict)
    version: Annotated[int | None, Shown(_("Version"), kind="hidden")] = None


class RoleSaved(Result):
    """The role."""

    id: int
    version: int


@operation(
    "core.save_role",
    title=_("Save role"),
    permission="core.people.manage",
    audit_verb=_("saved the role"),
    conflicts={"role_code_key": ("title", "ROLE_EXISTS", _("There is a role of this name. Choose another name."))},
)
async def save_role(work: Work, form: SaveRole) -> RoleSaved:
    """Make or change a role. Nobody gives a right that they lack themselves."""
    await take_turn(work)
    _check_rights(work, form)
    saved = await (_insert(work, form) if form.id is None else _update(work, form))
    await work.run(
        "delete from core.role_permission where company_id = %s and role_id = %s and not permission = any (%s)",
        work.scope.company,
        saved.id,
        form.permissions,
    )
    await work.run(
        "insert into core.role_permission (company_id, role_id, permission, rows)"
        " select %s, %s, p, r from unnest(%s::text[], %s::text[]) as u(p, r)"
        " on conflict (company_id, role_id, permission) do update set rows = excluded.rows where role_permission.rows <> excluded.rows",
        work.scope.company,
        saved.id,
        form.permissions,
        [form.rows.get(p, "") for p in form.permissions],
    )
    await keep_an_administrator(work)
    return saved


def _check_rights(work: Work, form: SaveRole) -> None:
    known = work.house.registry.permissions
    for permission in form.permissions:
        if permission not in known:
            raise NotFound(_("There is no right {permission}.").fill(permission=permission), field="permissions")
        if form.rows.get(permission, "") not in ("", *known[permission].rows):
            raise NotFound(_("The right {permission} cannot be narrowed so.").fill(permission=permission), field="rows")
        if permission not in work.scope.permissions:
            raise Refused(
                "BEYOND_OWN_RIGHTS",
                _("You do not have the right {permission} yourself.").fill(permission=permission),
                field="permissions",
            )
        if permission in work.scope.rows and form.rows.get(permission, "") != work.scope.rows[permission]:
            raise Refused(
                "BEYOND_OWN_RIGHTS",
                _("You have the right {permission} for some rows only, so the role can have no more.").fill(
                    permission=permission
                ),
                field="rows",
            )


async def _insert(work: Work, form: SaveRole) -> RoleSaved:
    code = re.sub(r"[^a-z0-9]+", "_", form.title.lower()).strip("_") or "role"
    row = await work.row(
        "insert into core.role (company_id, code, title, description) values (%s, %s, %s, %s) returning id, version",
        work.scope.company,
        code,
        form.title,
        form.description,
    )
    assert row is not None
    return RoleSaved(id=row["id"], version=row["version"])


async def _update(work: Work, form: SaveRole) -> RoleSaved:
    row = await work.row(
        "update core.role set title = %s, description = %s, version = version + 1"
        " where company_id = %s and id = %s and (version = %s or %s::int is null) returning id, version",
        form.title,
        form.description,
        work.scope.company,
        form.id,
        form.version,
        form.version,
    )
    if row is None:
        exists = await work.row("select 1 as found from core.role where company_id = %s and id = %s", work.scope.company, form.id)
        raise Conflict("VERSION_CHANGED", CHANGED_MEANWHILE) if exists else NotFound(field="id")
    return RoleSaved(id=row["id"], version=row["version"])


class DeleteRole(Form):
    """Which role."""

    id: Annotated[int, Shown(_("Role"), kind="hidden")]


class RoleDeleted(Result):
    """Gone."""

    id: int


@operation(
    "core.delete_role", title=_("Delete role"), permission="core.people.manage", danger=True, audit_verb=_("deleted the role")
)
async def delete_role(work: Work, form: DeleteRole) -> RoleDeleted:
    """Delete a role that nobody has any more."""
    await take_turn(work)
    holders = await work.value(
        "select count(*) from core.membership_role where company_id = %s and role_id = %s", work.scope.company, form.id
    )
    if holders:
        raise Refused(
            "ROLE_IN_USE", _("{count} people have this role. Give them another one first.").fill(count=holders), field="id"
        )
    row = await work.row("delete from core.role where company_id = %s and id = %s returning id", work.scope.company, form.id)
    if row is None:
        raise NotFound(field="id")
    return RoleDeleted(id=row["id"])
