"""Inviting: a link that is shown once, the list of invitations, withdrawing one."""

from collections.abc import Mapping, Sequence
from typing import Any

from litestar import Response

from dapur.contract import ListPage, Problem, _
from dapur.operations.perform import perform
from dapur.people.invite import INVITATION_DAYS, InvitePerson, invite_person, withdraw_invitation
from dapur.people.queries import INVITATIONS
from dapur.permissions.holders import roles_of
from dapur_web import views
from dapur_web.server.administration.asking import Ask, answer, form_parts, key_of, read_form
from dapur_web.server.administration.buttons import post_button
from dapur_web.server.administration.listings import core_list, core_place
from dapur_web.server.administration.people import new_parts, people_tabs
from dapur_web.server.answers import go, html
from dapur_web.server.exports import list_file
from dapur_web.server.frame import flash_address, shell
from dapur_web.server.gate import Visitor
from dapur_web.server.listing import default_address
from dapur_web.server.site import Site
from dapur_web.views.administration import OnceView, PeopleView

PLACE = core_place(
    ListPage(path="people/invitations", query=INVITATIONS, title=_("Invitations"), empty=_("Nobody has been invited yet."))
)


async def show(site: Site, visitor: Visitor) -> Response[Any]:
    """Who was invited, and whether they came."""
    elsewhere = await default_address(visitor, PLACE)
    if elsewhere:
        return go(visitor.request, elsewhere)
    deeds = []
    if visitor.scope.may("core.people.manage"):
        open_ones = await visitor.reader.rows(
            "select id, email from core.invitation where company_id = %s and accepted_at is null and revoked_at is null"
            " and ends_at > core.now() order by id desc limit 200",
            visitor.company.id,
        )
        for number, email in open_ones:
            confirm = _("Withdraw the invitation of {email}? Its link stops working.").fill(email=email)
            button = post_button(visitor, f"withdraw-{number}", _("Withdraw"), f"people/invitations/{number}/withdraw", confirm)
            deeds.append((email, button))
    more = {"pages": people_tabs(visitor, "people/invitations"), "deeds": deeds, **new_parts(visitor)}
    return html(site.renderer.page(await core_list(site, visitor, PLACE, PeopleView, **more)))


async def export(visitor: Visitor, kind: str) -> Response[Any]:
    """The list as a file."""
    return await list_file(visitor, PLACE, kind)


async def ask(site: Site, visitor: Visitor) -> Response[Any]:
    """Whom to invite, and into which roles."""
    visitor.reader.need(invite_person.permission)
    return html(await _page(site, visitor))


async def invite(site: Site, visitor: Visitor, fields: Mapping[str, Any]) -> Response[Any]:
    """Make the link and show it, once."""
    visitor.reader.need(invite_person.permission)
    asked = await _ask(visitor)

    async def act() -> Response[Any]:
        raw = await read_form(visitor, asked, fields)
        outcome = await perform(visitor.house, visitor.scope, invite_person, raw, key=key_of(fields))
        return html(await _link_page(site, visitor, str(raw["name"]), outcome.result.model_dump()["link"]))

    return await answer(act, lambda problems: _page(site, visitor, fields, problems))


async def withdraw(site: Site, visitor: Visitor, fields: Mapping[str, Any], number: str) -> Response[Any]:
    """Make an open link useless."""
    await perform(visitor.house, visitor.scope, withdraw_invitation, {"id": int(number)}, key=key_of(fields))
    return go(visitor.request, flash_address(f"{visitor.base}/people/invitations", visitor.say(_("The invitation is withdrawn"))))


async def _ask(visitor: Visitor) -> Ask:
    roles = [(str(role.id), role.title) for role in await roles_of(visitor.reader)]
    crumbs = [views.Crumb(visitor.say(_("People")), f"{visitor.base}/people")]
    return Ask(
        _("Invite a person"),
        "people/invite",
        InvitePerson,
        _("Make the link"),
        "people",
        choices={"roles": roles},
        crumbs=crumbs,
        cancel="people",
    )


async def _page(site: Site, visitor: Visitor, typed: Mapping[str, Any] | None = None, problems: Sequence[Problem] = ()) -> str:
    parts = await form_parts(site, visitor, await _ask(visitor), typed, problems)
    return site.renderer.page(views.FormView(**parts))


async def _link_page(site: Site, visitor: Visitor, name: str, link: str) -> str:
    say, request = visitor.say, visitor.request
    title = say(_("Link for {name}").fill(name=name))
    view = OnceView(
        shell=await shell(
            site, visitor, title, plugin="core", path="people", crumbs=[views.Crumb(say(_("People")), f"{visitor.base}/people")]
        ),
        title=title,
        intro=say(
            _("Send this link to {name}. It works once, for {days} days. It is shown only now: Dapur keeps no copy.").fill(
                name=name, days=str(INVITATION_DAYS)
            )
        ),
        text=f"{request.url.scheme}://{request.headers.get('host', '')}{link}" if link else "",
        gone=say(_("This link was shown before. If it is lost, withdraw the invitation and make a new one.")),
        back_url=f"{visitor.base}/people/invitations",
        back_title=say(_("To the invitations")),
        again_url=f"{visitor.base}/people/invite",
        again_title=say(_("Invite another person")),
    )
    return site.renderer.page(view)
