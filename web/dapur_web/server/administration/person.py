"""One member: roles to choose, what they may do because of them, disabling and enabling, what happened."""

from collections.abc import Mapping, Sequence
from typing import Any

from litestar import Response

from dapur.contract import Problem, Words, _
from dapur.operations.perform import perform
from dapur.people.manage import GiveRoles, disable_person, enable_person, give_roles
from dapur.people.member import Member, member_of
from dapur.permissions.holders import RoleRights, roles_of
from dapur_web import views
from dapur_web.server.administration.asking import Ask, answer, form_parts, key_of, read_form
from dapur_web.server.administration.buttons import post_button
from dapur_web.server.administration.rights import department_title, narrowed_words, rights_by_department
from dapur_web.server.answers import go, html
from dapur_web.server.frame import flash_address
from dapur_web.server.gate import Visitor
from dapur_web.server.list_address import formats_of
from dapur_web.server.log_words import entries_where
from dapur_web.server.site import Site
from dapur_web.views.administration import LogEntry, PersonView, PostView, RightsGroup, RightView

MANAGE = "core.people.manage"


async def show(site: Site, visitor: Visitor, number: str) -> Response[Any]:
    """The member's page."""
    return html(await _page(site, visitor, int(number)))


async def change(site: Site, visitor: Visitor, fields: Mapping[str, Any], number: str) -> Response[Any]:
    """Give the member other roles."""
    visitor.reader.need(MANAGE)
    user = int(number)
    member, roles = await member_of(visitor.reader, user), await roles_of(visitor.reader)
    ask = _ask(visitor, member, roles)

    async def act() -> Response[Any]:
        raw = await read_form(visitor, ask, fields)
        await perform(visitor.house, visitor.scope, give_roles, raw, key=key_of(fields))
        return _done(visitor, user, _("Roles of {name} saved").fill(name=member.name))

    return await answer(act, lambda problems: _page(site, visitor, user, fields, problems))


async def disable(site: Site, visitor: Visitor, fields: Mapping[str, Any], number: str) -> Response[Any]:
    """Shut the member out at once."""
    await perform(visitor.house, visitor.scope, disable_person, {"user": int(number)}, key=key_of(fields))
    return _done(visitor, int(number), _("Disabled: sessions and tokens have ended"))


async def enable(site: Site, visitor: Visitor, fields: Mapping[str, Any], number: str) -> Response[Any]:
    """Let the member in again."""
    await perform(visitor.house, visitor.scope, enable_person, {"user": int(number)}, key=key_of(fields))
    return _done(visitor, int(number), _("Enabled again"))


def _done(visitor: Visitor, user: int, words: Words) -> Response[Any]:
    return go(visitor.request, flash_address(f"{visitor.base}/people/{user}", visitor.say(words)))


def _ask(visitor: Visitor, member: Member, roles: Sequence[RoleRights]) -> Ask:
    return Ask(
        member.name,
        f"people/{member.user}",
        GiveRoles,
        _("Save roles"),
        "people",
        values={"roles": [str(n) for n in member.roles]},
        choices={"roles": [(str(role.id), role.title) for role in roles]},
        fixed={"user": member.user},
        crumbs=[views.Crumb(visitor.say(_("People")), f"{visitor.base}/people")],
    )


async def _page(
    site: Site, visitor: Visitor, user: int, typed: Mapping[str, Any] | None = None, problems: Sequence[Problem] = ()
) -> str:
    member, roles = await member_of(visitor.reader, user), await roles_of(visitor.reader)
    parts = await form_parts(site, visitor, _ask(visitor, member, roles), typed, problems)
    say, may_change = visitor.say, visitor.scope.may(MANAGE)
    active = member.is_active and not member.disabled_everywhere
    view = PersonView(
        **parts,
        badge=("green", say(_("Active"))) if active else ("secondary", say(_("Disabled"))),
        facts=_facts(visitor, member),
        deeds=_deeds(visitor, member) if may_change else (),
        groups=_groups(visitor, member, roles),
        entries=await _entries(visitor, user) if visitor.scope.may("core.audit.read") else (),
        may_change=may_change,
        user=user,
    )
    return site.renderer.page(view)


def _facts(visitor: Visitor, member: Member) -> list[views.FactView]:
    say, formats = visitor.say, formats_of(visitor)
    last = formats.time(member.last_opened_at) if member.last_opened_at else say(_("never"))
    facts = [
        views.FactView(say(_("E-mail")), member.email),
        views.FactView(say(_("Last here")), last),
        views.FactView(say(_("Valid API tokens")), str(member.tokens)),
    ]
    if member.disabled_everywhere:
        facts.append(views.FactView(say(_("Account")), say(_("Closed everywhere by whoever runs Dapur here"))))
    return facts


def _deeds(visitor: Visitor, member: Member) -> list[PostView]:
    if not member.is_active:
        return [post_button(visitor, "enable", _("Enable"), f"people/{member.user}/enable", danger=False)]
    mine = member.user == visitor.person.id
    confirm = _("Disable {name}? Sessions end and API tokens stop at once. What {name} did stays.").fill(name=member.name)
    reason = _("You cannot disable yourself. Ask another administrator.") if mine else ""
    return [post_button(visitor, "disable", _("Disable"), f"people/{member.user}/disable", confirm, reason=reason)]


def _groups(visitor: Visitor, member: Member, roles: Sequence[RoleRights]) -> list[RightsGroup]:
    """What the member may do, each right with the roles that give it."""
    held = [role for role in roles if role.id in member.roles]
    groups = []
    for plugin, permissions in rights_by_department(visitor):
        rights = []
        for permission in permissions:
            giving = [role for role in held if permission.name in role.rights]
            if not giving:
                continue
            scopes = {role.rights[permission.name] for role in giving}
            rights.append(
                RightView(
                    permission.name,
                    visitor.say(permission.title),
                    ", ".join(role.title for role in giving),
                    "" if "" in scopes else ", ".join(narrowed_words(visitor, s) for s in sorted(scopes)),
                    f"{visitor.base}/roles/rights/{permission.name}",
                    permission.sensitive,
                )
            )
        if rights:
            groups.append(RightsGroup(department_title(visitor, plugin), rights))
    return groups


async def _entries(visitor: Visitor, user: int) -> list[LogEntry]:
    return await entries_where(
        visitor,
        "l.subject in ('core.membership', 'core.membership_role') and split_part(l.row_key, '/', 1) = %s",
        str(user),
        limit=20,
    )
