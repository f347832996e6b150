"""Roles: which holds which right, a role's form, and who may do what and why."""

from collections.abc import Mapping, Sequence
from typing import Any

from litestar import Response

from dapur.contract import Invalid, NotFound, Permission, Problem, _
from dapur.operations.perform import perform
from dapur.permissions.holders import RoleRights, holders_of, role_of, roles_of
from dapur.permissions.roles import SaveRole, delete_role, save_role
from dapur.permissions.suggested import give_new_rights, new_rights_of
from dapur_web import views
from dapur_web.server.administration.asking import Ask, answer, form_parts, key_of
from dapur_web.server.administration.buttons import post_button
from dapur_web.server.administration.rights import department_title, narrowed_words, rights_by_department
from dapur_web.server.answers import go, html
from dapur_web.server.fields import read_posted
from dapur_web.server.frame import flash_address, shell
from dapur_web.server.gate import Visitor
from dapur_web.server.site import Site
from dapur_web.views.administration import HoldersView, MatrixRow, PostView, RightChoice, RolesView, RoleView

MANAGE = "core.people.manage"
ALL = "all"


async def show(site: Site, visitor: Visitor) -> Response[Any]:
    """The matrix of rights and roles."""
    roles = await roles_of(visitor.reader)
    say = visitor.say
    groups = [
        (department_title(visitor, plugin), [_matrix_row(visitor, p, roles) for p in permissions])
        for plugin, permissions in rights_by_department(visitor)
    ]
    title = say(_("Roles"))
    may = visitor.scope.may(MANAGE)
    view = RolesView(
        shell=await shell(site, visitor, title, plugin="core", path="roles"),
        title=title,
        roles=[(role.title, f"{visitor.base}/roles/{role.id}", str(role.people)) for role in roles],
        groups=groups,
        new_url=f"{visitor.base}/roles/new" if may else "",
        new_rights=[visitor.say(p.title) for p in await new_rights_of(visitor.reader)] if may else (),
        give=post_button(visitor, "give", give_new_rights.title, "roles/give-new-rights", danger=False) if may else None,
    )
    return html(site.renderer.page(view))


async def give(site: Site, visitor: Visitor, fields: Mapping[str, Any]) -> Response[Any]:
    """Give what an update brought to the suggested roles."""
    await perform(visitor.house, visitor.scope, give_new_rights, {}, key=key_of(fields))
    return go(visitor.request, flash_address(f"{visitor.base}/roles", visitor.say(_("The new rights are given"))))


def _matrix_row(visitor: Visitor, permission: Permission, roles: Sequence[RoleRights]) -> MatrixRow:
    cells = [
        (narrowed_words(visitor, role.rights[permission.name]) or ALL) if permission.name in role.rights else "" for role in roles
    ]
    url = f"{visitor.base}/roles/rights/{permission.name}"
    return MatrixRow(permission.name, visitor.say(permission.title), url, permission.sensitive, cells)


async def ask(site: Site, visitor: Visitor, number: str = "") -> Response[Any]:
    """A role's form, or an empty one."""
    if not number:
        visitor.reader.need(MANAGE)
    return html(await _page(site, visitor, await _role(visitor, number)))


async def save(site: Site, visitor: Visitor, fields: Mapping[str, Any], number: str = "") -> Response[Any]:
    """Save a role and all its rights."""
    visitor.reader.need(MANAGE)
    role = await _role(visitor, number)

    async def act() -> Response[Any]:
        raw = _raw(visitor, role, fields)
        outcome = await perform(visitor.house, visitor.scope, save_role, raw, key=key_of(fields))
        saved = outcome.result.model_dump()
        said = visitor.say(_("Role {name} saved").fill(name=raw.get("title", "")))
        return go(visitor.request, flash_address(f"{visitor.base}/roles/{saved['id']}", said))

    return await answer(act, lambda problems: _page(site, visitor, role, fields, problems))


async def delete(site: Site, visitor: Visitor, fields: Mapping[str, Any], number: str) -> Response[Any]:
    """Delete a role that nobody has."""
    visitor.reader.need(MANAGE)
    role = await role_of(visitor.reader, int(number))

    async def act() -> Response[Any]:
        await perform(visitor.house, visitor.scope, delete_role, {"id": role.id}, key=key_of(fields))
        said = visitor.say(_("Role {name} deleted").fill(name=role.title))
        return go(visitor.request, flash_address(f"{visitor.base}/roles", said))

    return await answer(act, lambda problems: _page(site, visitor, role, None, problems))


async def holders(site: Site, visitor: Visitor, name: str) -> Response[Any]:
    """Who may do this, and why."""
    permission = visitor.house.registry.permissions.get(name)
    if permission is None:
        raise NotFound(_("There is no right {permission}.").fill(permission=name))
    found, roles = await holders_of(visitor.reader, name), await roles_of(visitor.reader)
    say = visitor.say
    title = say(_("Who may: {right}").fill(right=permission.title))
    view = HoldersView(
        shell=await shell(
            site,
            visitor,
            title,
            plugin="core",
            path="roles",
            crumbs=[views.Crumb(say(_("Roles")), f"{visitor.base}/roles"), views.Crumb(say(permission.title))],
        ),
        title=title,
        right=name,
        opens=_opens(visitor, name),
        holders=[
            (
                holder.name,
                f"{visitor.base}/people/{holder.user}",
                [(role, f"{visitor.base}/roles/{number}") for number, role, _rows in holder.roles],
                "" if holder.all_rows else ", ".join(sorted({narrowed_words(visitor, rows) for _id, _t, rows in holder.roles})),
            )
            for holder in found
        ],
        roles=[(role.title, f"{visitor.base}/roles/{role.id}") for role in roles if name in role.rights],
    )
    return html(site.renderer.page(view))


def _opens(visitor: Visitor, name: str) -> list[tuple[str, str]]:
    """What the right opens: operations, listings, reports."""
    registry, say = visitor.house.registry, visitor.say
    kinds: Sequence[tuple[str, Sequence[Any]]] = (
        (say(_("Does")), list(registry.operations.values())),
        (say(_("Reads")), [*registry.queries.values(), *registry.reports.values()]),
    )
    found = [(kind, ", ".join(dict.fromkeys(say(x.title) for x in items if x.permission == name))) for kind, items in kinds]
    return [(kind, text) for kind, text in found if text]


async def _role(visitor: Visitor, number: str) -> RoleRights:
    if number:
        return await role_of(visitor.reader, int(number))
    return RoleRights(0, "", "", "", 0, {}, 0)


def _raw(visitor: Visitor, role: RoleRights, fields: Mapping[str, Any]) -> dict[str, Any]:
    raw, problems = read_posted(SaveRole, fields, visitor)
    if problems:
        raise Invalid(problems)
    shown = {p.name for _plugin, permissions in rights_by_department(visitor) for p in permissions}
    # Rights of departments that are off are not on the page: they stay as they are.
    hidden = {name: rows for name, rows in role.rights.items() if name not in shown}
    chosen = [name for name in raw["permissions"] if name in shown]
    raw["permissions"] = [*chosen, *hidden]
    raw["rows"] = {name: str(fields.get(f"rows.{name}", "")) for name in chosen if fields.get(f"rows.{name}")} | {
        name: rows for name, rows in hidden.items() if rows
    }
    if role.id:
        raw["id"] = role.id
        raw["version"] = fields.get("_version") or None
    return raw


async def _page(
    site: Site, visitor: Visitor, role: RoleRights, typed: Mapping[str, Any] | None = None, problems: Sequence[Problem] = ()
) -> str:
    say, may = visitor.say, visitor.scope.may(MANAGE)
    asked = Ask(
        role.title or _("New role"),
        f"roles/{role.id}" if role.id else "roles/new",
        SaveRole,
        _("Save role"),
        "roles",
        values={"title": role.title, "description": role.description, "version": role.version or ""},
        skip=frozenset(("id", "permissions", "rows")),
        crumbs=[views.Crumb(say(_("Roles")), f"{visitor.base}/roles")],
        cancel="roles",
    )
    parts = await form_parts(site, visitor, asked, typed, problems)
    rights_error = next((say(p.message) for p in problems if p.field in ("permissions", "rows")), "")
    view = RoleView(
        **parts,
        groups=_groups(visitor, role, typed),
        deeds=_deeds(visitor, role) if role.id and may else (),
        people=await _people(visitor, role),
        rights_error=rights_error,
    )
    return site.renderer.page(view)


def _groups(visitor: Visitor, role: RoleRights, typed: Mapping[str, Any] | None) -> list[tuple[str, Sequence[RightChoice]]]:
    given = (typed or {}).get("permissions", [])
    ticked = set(given if isinstance(given, list) else [given]) if typed is not None else set(role.rights)
    groups: list[tuple[str, Sequence[RightChoice]]] = []
    for plugin, permissions in rights_by_department(visitor):
        choices = []
        for permission in permissions:
            name = permission.name
            scope = str(typed.get(f"rows.{name}", "")) if typed is not None else role.rights.get(name, "")
            scopes = [("", visitor.say(_("all rows"))), *((s, narrowed_words(visitor, s)) for s in permission.rows)]
            choices.append(
                RightChoice(
                    name,
                    f"right-{name.replace('.', '-')}",
                    visitor.say(permission.title),
                    name in ticked,
                    permission.sensitive,
                    scopes if permission.rows else (),
                    scope,
                    "" if visitor.scope.may(name) else visitor.say(_("you lack this right yourself")),
                )
            )
        groups.append((department_title(visitor, plugin), choices))
    return groups


def _deeds(visitor: Visitor, role: RoleRights) -> list[PostView]:
    confirm = _("Delete the role {name}? This cannot be taken back.").fill(name=role.title)
    reason = _("{count} people have this role. Give them another one first.").fill(count=role.people) if role.people else ""
    return [post_button(visitor, "delete", _("Delete role"), f"roles/{role.id}/delete", confirm, reason=reason)]


async def _people(visitor: Visitor, role: RoleRights) -> list[tuple[str, str]]:
    rows = await visitor.reader.rows(
        "select u.id, u.name from core.membership_role r join core.app_user u on u.id = r.user_id"
        " where r.company_id = %s and r.role_id = %s order by u.name limit 100",
        visitor.company.id,
        role.id,
    )
    return [(name, f"{visitor.base}/people/{user}") for user, name in rows]
