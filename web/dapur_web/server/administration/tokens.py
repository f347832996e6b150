"""My API tokens in this company: made with the rights they need, shown once, ended."""

from collections.abc import Mapping, Sequence
from typing import Any

from litestar import Response

from dapur.contract import Problem, _
from dapur.operations.perform import perform
from dapur.people.queries import TOKENS
from dapur.people.tokens import CreateToken, create_token, revoke_token
from dapur.queries.plan import Wish
from dapur_web import views
from dapur_web.server.administration.account import TITLE, account_tabs
from dapur_web.server.administration.asking import Ask, answer, form_parts, key_of, read_form
from dapur_web.server.administration.buttons import post_button
from dapur_web.server.administration.rights import department_title, rights_by_department
from dapur_web.server.answers import go, html
from dapur_web.server.frame import flash_address, shell
from dapur_web.server.gate import Visitor
from dapur_web.server.list_address import formats_of
from dapur_web.server.site import Site
from dapur_web.views.administration import OnceView, TokensView, TokenView

PATH = "account/tokens"
EVERYTHING = "*"


async def show(site: Site, visitor: Visitor) -> Response[Any]:
    """My tokens: what they may do, until when, when they were last used."""
    found = await visitor.reader.page(TOKENS, Wish(limit=200))
    say = visitor.say
    title = say(_("API tokens"))
    view = TokensView(
        shell=await shell(site, visitor, title, plugin="core", path="account", crumbs=_crumbs(visitor, title)),
        title=title,
        tabs=account_tabs(visitor, PATH),
        tokens=[_token(visitor, row) for row in found.dicts()],
        new_url=f"{visitor.base}/{PATH}/new",
        intro=say(_("A program that uses a token does what you may do here, and no more than the rights you give it.")),
    )
    return html(site.renderer.page(view))


def _token(visitor: Visitor, row: Mapping[str, Any]) -> TokenView:
    say, formats = visitor.say, formats_of(visitor)
    valid = row["status"] == "valid"
    confirm = _("End the token {name}? Programs that use it stop working at once.").fill(name=row["name"])
    return TokenView(
        name=row["name"],
        hint=f"{row['hint']}…",
        rights=_rights(visitor, row["scopes"].split(", ")),
        ends=formats.time(row["ends_at"]),
        used=formats.time(row["used_at"]) if row["used_at"] else say(_("never")),
        badge=("green", say(_("Valid"))) if valid else ("secondary", say(_("Ended"))),
        end=post_button(visitor, f"end-{row['id']}", _("End"), f"{PATH}/{row['id']}/end", confirm) if valid else None,
    )


def _rights(visitor: Visitor, scopes: Sequence[str]) -> str:
    if EVERYTHING in scopes:
        return visitor.say(_("all that I may do"))
    known = visitor.house.registry.permissions
    return ", ".join(visitor.say(known[s].title) if s in known else s for s in scopes)


async def ask(site: Site, visitor: Visitor) -> Response[Any]:
    """Name, rights and days of a new token."""
    visitor.reader.need(create_token.permission)
    return html(await _page(site, visitor))


async def create(site: Site, visitor: Visitor, fields: Mapping[str, Any]) -> Response[Any]:
    """Make the token and show it, once."""
    visitor.reader.need(create_token.permission)
    asked = _ask(visitor)

    async def act() -> Response[Any]:
        raw = await read_form(visitor, asked, fields)
        outcome = await perform(visitor.house, visitor.scope, create_token, raw, key=key_of(fields))
        return html(await _once_page(site, visitor, str(raw["name"]), outcome.result.model_dump()["token"]))

    return await answer(act, lambda problems: _page(site, visitor, fields, problems))


async def end(site: Site, visitor: Visitor, fields: Mapping[str, Any], number: str) -> Response[Any]:
    """End a token at once."""
    await perform(visitor.house, visitor.scope, revoke_token, {"id": int(number)}, key=key_of(fields))
    return go(visitor.request, flash_address(f"{visitor.base}/{PATH}", visitor.say(_("The token has ended"))))


def _ask(visitor: Visitor) -> Ask:
    say = visitor.say
    own = [
        (p.name, f"{department_title(visitor, plugin)} · {say(p.title)}")
        for plugin, permissions in rights_by_department(visitor)
        for p in permissions
        if visitor.scope.may(p.name)
    ]
    return Ask(
        _("New API token"),
        f"{PATH}/new",
        CreateToken,
        _("Make the token"),
        "account",
        values={"days": 365},
        choices={"scopes": [(EVERYTHING, say(_("Everything that I may do"))), *own]},
        crumbs=_crumbs(visitor, say(_("API tokens")))[:1],
        cancel=PATH,
    )


async def _page(site: Site, visitor: Visitor, typed: Mapping[str, Any] | None = None, problems: Sequence[Problem] = ()) -> str:
    parts = await form_parts(site, visitor, _ask(visitor), typed, problems)
    return site.renderer.page(views.FormView(**parts))


async def _once_page(site: Site, visitor: Visitor, name: str, token: str) -> str:
    say = visitor.say
    title = say(_("Token {name}").fill(name=name))
    view = OnceView(
        shell=await shell(site, visitor, title, plugin="core", path="account", crumbs=_crumbs(visitor, title)),
        title=title,
        intro=say(_("Copy the token into the program now. It is shown only this once: Dapur keeps no copy.")),
        text=token,
        gone=say(_("This token was shown before. If it is lost, end it and make a new one.")),
        back_url=f"{visitor.base}/{PATH}",
        back_title=say(_("To the tokens")),
    )
    return site.renderer.page(view)


def _crumbs(visitor: Visitor, title: str) -> list[views.Crumb]:
    return [views.Crumb(visitor.say(TITLE), f"{visitor.base}/account"), views.Crumb(title)]
