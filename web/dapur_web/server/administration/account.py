"""My account: name, language, theme and keys; password; where I am signed in; the keyboard map."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from litestar import Response

from dapur.contract import Problem, Words, _
from dapur.people.account import (
    NewPassword,
    OpenSession,
    Profile,
    change_profile,
    end_other_sessions,
    end_session,
    replace_password,
    sessions_of,
)
from dapur_web import views
from dapur_web.server.administration.asking import Ask, answer, form_parts, read_form
from dapur_web.server.administration.buttons import post_button
from dapur_web.server.administration.keyboard import keyboard_map
from dapur_web.server.answers import go, html
from dapur_web.server.entry import address_of
from dapur_web.server.frame import flash_address, shell
from dapur_web.server.gate import Visitor
from dapur_web.server.list_address import formats_of
from dapur_web.server.site import Site
from dapur_web.views.administration import KeysView, SessionsView, SessionView, TabbedFormView

TITLE = _("My account")
PAGES: tuple[tuple[str, Words, str], ...] = (
    ("account", _("Profile"), ""),
    ("account/password", _("Password"), ""),
    ("account/sessions", _("Sessions"), ""),
    ("account/tokens", _("API tokens"), "core.token.create"),
    ("account/keys", _("Keyboard"), ""),
)


def account_tabs(visitor: Visitor, current: str) -> list[views.TabView]:
    """The pages of the account that this person has."""
    return [
        views.TabView(path.replace("/", "-"), visitor.say(words), f"{visitor.base}/{path}", path == current)
        for path, words, permission in PAGES
        if not permission or visitor.scope.may(permission)
    ]


async def show(site: Site, visitor: Visitor) -> Response[Any]:
    """Name, language, theme, keys."""
    return html(await _profile_page(site, visitor))


async def change(site: Site, visitor: Visitor, fields: Mapping[str, Any]) -> Response[Any]:
    """Save name, language, theme, keys."""
    ask = _profile_ask(visitor)

    async def act() -> Response[Any]:
        raw = await read_form(visitor, ask, fields)
        await change_profile(visitor.house, visitor.person, Profile.model_validate(raw))
        return _done(visitor, "account", _("Profile saved"))

    return await answer(act, lambda problems: _profile_page(site, visitor, fields, problems))


def _profile_ask(visitor: Visitor) -> Ask:
    person = visitor.person
    values = {
        "name": person.name,
        "language": person.language,
        "theme": person.theme,
        "keys_on": person.keys_on,
        "ctrl_keys_on": person.ctrl_keys_on,
    }
    return Ask(TITLE, "account", Profile, _("Save"), "account", values)


async def _profile_page(
    site: Site, visitor: Visitor, typed: Mapping[str, Any] | None = None, problems: Sequence[Problem] = ()
) -> str:
    parts = await form_parts(site, visitor, _profile_ask(visitor), typed, problems)
    say = visitor.say
    facts = [
        views.FactView(say(_("E-mail")), visitor.person.email),
        views.FactView(say(_("Roles here")), ", ".join(visitor.standing.roles) or "–"),
    ]
    return site.renderer.page(TabbedFormView(**parts, tabs=account_tabs(visitor, "account"), facts=facts))


async def ask_password(site: Site, visitor: Visitor) -> Response[Any]:
    """The present password and the new one."""
    return html(await _password_page(site, visitor))


async def change_password(site: Site, visitor: Visitor, fields: Mapping[str, Any]) -> Response[Any]:
    """Set the new password; all other sessions end."""
    ask = _password_ask()

    async def act() -> Response[Any]:
        form = NewPassword.model_validate(await read_form(visitor, ask, fields))
        await replace_password(visitor.house, visitor.person, form, visitor.session, address=address_of(visitor.request))
        return _done(visitor, "account/password", _("Password changed: all other sessions have ended"))

    return await answer(act, lambda problems: _password_page(site, visitor, problems))


def _password_ask() -> Ask:
    return Ask(_("Password"), "account/password", NewPassword, _("Change password"), "account", sensitive=True)


async def _password_page(site: Site, visitor: Visitor, problems: Sequence[Problem] = ()) -> str:
    parts = await form_parts(site, visitor, _password_ask(), {} if problems else None, problems)
    return site.renderer.page(TabbedFormView(**parts, tabs=account_tabs(visitor, "account/password")))


async def show_sessions(site: Site, visitor: Visitor) -> Response[Any]:
    """Where this person is signed in."""
    found = await sessions_of(visitor.house, visitor.person, visitor.session)
    say = visitor.say
    title = say(_("Sessions"))
    others = [s for s in found if not s.is_mine]
    confirm = _("End all other sessions? Whoever uses them must sign in again.")
    view = SessionsView(
        shell=await shell(site, visitor, title, plugin="core", path="account", crumbs=_crumbs(visitor, title)),
        title=title,
        tabs=account_tabs(visitor, "account/sessions"),
        sessions=[_session(visitor, one) for one in found],
        end_others=post_button(visitor, "end-others", _("End all others"), "account/sessions/end-others", confirm)
        if others
        else None,
    )
    return html(site.renderer.page(view))


def _session(visitor: Visitor, one: OpenSession) -> SessionView:
    formats = formats_of(visitor)
    button = post_button(visitor, f"end-{one.id}", _("End"), f"account/sessions/{one.id}/end") if not one.is_mine else None
    return SessionView(
        device_of(one.agent), one.address, formats.time(one.created_at), formats.time(one.seen_at), one.is_mine, button
    )


async def end_one_session(site: Site, visitor: Visitor, fields: Mapping[str, Any], number: str) -> Response[Any]:
    """End one session."""
    await end_session(visitor.house, visitor.person, int(number))
    return _done(visitor, "account/sessions", _("The session has ended"))


async def end_others(site: Site, visitor: Visitor, fields: Mapping[str, Any]) -> Response[Any]:
    """End all sessions but this one."""
    await end_other_sessions(visitor.house, visitor.person, visitor.session)
    return _done(visitor, "account/sessions", _("All other sessions have ended"))


async def show_keys(site: Site, visitor: Visitor) -> Response[Any]:
    """The keyboard map."""
    say = visitor.say
    title = say(_("Keyboard"))
    view = KeysView(
        shell=await shell(site, visitor, title, plugin="core", path="account", crumbs=_crumbs(visitor, title)),
        title=title,
        tabs=account_tabs(visitor, "account/keys"),
        groups=keyboard_map(site, visitor),
        note=say(_("On a Mac, ⌘ stands for Ctrl. Both kinds of keys can be switched off in the profile.")),
    )
    return html(site.renderer.page(view))


BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrom", "Chrome"), ("Safari", "Safari"))
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


def device_of(agent: str) -> str:
    """A browser's own description in short: "Firefox · Windows"."""
    parts = [next((name for sign, name in table if sign in agent), "") for table in (BROWSERS, SYSTEMS)]
    return " · ".join(p for p in parts if p) or re.sub(r"[\s/(;].*", "", agent)[:40] or "–"


def _crumbs(visitor: Visitor, title: str) -> list[views.Crumb]:
    return [views.Crumb(visitor.say(TITLE), f"{visitor.base}/account"), views.Crumb(title)]


def _done(visitor: Visitor, path: str, words: Words) -> Response[Any]:
    return go(visitor.request, flash_address(f"{visitor.base}/{path}", visitor.say(words)))
