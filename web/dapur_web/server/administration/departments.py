"""Departments: which are on, what depends on what, and the switch; a first switch-on asks what the set-up needs."""

from collections.abc import Mapping, Sequence
from typing import Any

from litestar import Response

from dapur.companies.switch_plugin import switch_plugin_off, switch_plugin_on
from dapur.contract import NotFound, PluginInfo, Problem, Setup, _
from dapur.operations.perform import perform
from dapur_web import views
from dapur_web.server.administration.asking import Ask, answer, form_parts, key_of
from dapur_web.server.administration.buttons import post_button
from dapur_web.server.administration.set_ups import posted_answers, setup_sections
from dapur_web.server.answers import go, html
from dapur_web.server.frame import flash_address, shell
from dapur_web.server.gate import Visitor
from dapur_web.server.site import Site
from dapur_web.views.administration import DepartmentsView, DepartmentView, PostView

SWITCH = "core.plugins.switch"


async def show(site: Site, visitor: Visitor) -> Response[Any]:
    """All installed departments."""
    visitor.reader.need(SWITCH)
    done = await _set_up(visitor)
    say = visitor.say
    title = say(_("Departments"))
    infos = [p.info for p in visitor.house.registry.plugins if p.info.name not in ("core", "web")]
    view = DepartmentsView(
        shell=await shell(site, visitor, title, plugin="core", path="departments"),
        title=title,
        intro=say(_("Switching off hides a department at once and keeps all it has stored; switching on brings it back.")),
        departments=[_department(visitor, info, done) for info in infos],
    )
    return html(site.renderer.page(view))


async def ask(site: Site, visitor: Visitor, name: str) -> Response[Any]:
    """What the set-up of a department needs to know."""
    visitor.reader.need(SWITCH)
    return html(await _page(site, visitor, _info(visitor, name)))


async def switch_on(site: Site, visitor: Visitor, fields: Mapping[str, Any], name: str) -> Response[Any]:
    """Switch a department on, with what it requires."""
    visitor.reader.need(SWITCH)
    info = _info(visitor, name)

    async def act() -> Response[Any]:
        setups = await _open_setups(visitor, name)
        raw = {"plugin": name, "setup": posted_answers(visitor, setups, fields)}
        await perform(visitor.house, visitor.scope, switch_plugin_on, raw, key=key_of(fields))
        visitor.house.caches.drop("plugins")
        said = visitor.say(_("{name} is on").fill(name=info.title))
        return go(visitor.request, flash_address(f"{visitor.base}/departments", said))

    return await answer(act, lambda problems: _page(site, visitor, info, fields, problems))


async def switch_off(site: Site, visitor: Visitor, fields: Mapping[str, Any], name: str) -> Response[Any]:
    """Switch a department off. Its data stays."""
    info = _info(visitor, name)
    await perform(visitor.house, visitor.scope, switch_plugin_off, {"plugin": name}, key=key_of(fields))
    visitor.house.caches.drop("plugins")
    said = visitor.say(_("{name} is off").fill(name=info.title))
    return go(visitor.request, flash_address(f"{visitor.base}/departments", said))


def _info(visitor: Visitor, name: str) -> PluginInfo:
    if name not in visitor.house.registry.names or name == "core":
        raise NotFound(_("There is no department {name} here. Ask the operator to install it.").fill(name=name))
    return visitor.house.registry.info(name)


async def _set_up(visitor: Visitor) -> set[str]:
    rows = await visitor.reader.rows(
        "select plugin from core.company_plugin where company_id = %s and setup_done", visitor.company.id
    )
    return {name for (name,) in rows}


async def _open_setups(visitor: Visitor, name: str) -> list[Setup]:
    """Set-ups that switching this on would run, those of what it requires first."""
    registry, done = visitor.house.registry, await _set_up(visitor)
    wanted: list[str] = []

    def add(plugin: str) -> None:
        for other in registry.info(plugin).requires:
            add(other)
        if plugin not in wanted and plugin not in done:
            wanted.append(plugin)

    add(name)
    return [setup for plugin in wanted for setup in sorted(registry.setups[plugin], key=lambda s: s.order)]


def _department(visitor: Visitor, info: PluginInfo, done: set[str]) -> DepartmentView:
    registry, say = visitor.house.registry, visitor.say
    on = info.name in visitor.scope.plugins
    leaning = [p.info for p in registry.plugins if info.name in p.info.requires]
    leaning_on = [other for other in leaning if other.name in visitor.scope.plugins]
    asks = not on and any(s.input.model_fields for s in registry.setups[info.name]) and info.name not in done
    return DepartmentView(
        name=info.name,
        title=say(info.title),
        icon=info.icon,
        description=say(info.description),
        version=info.version,
        badge=("green", say(_("On"))) if on else ("secondary", say(_("Off"))),
        needs=_titles(visitor, info.requires),
        needed_by=", ".join(say(other.title) for other in leaning),
        switch=_switch(visitor, info, on, leaning_on) if not info.always_on and not asks else None,
        asks_url=f"{visitor.base}/departments/{info.name}/on" if asks else "",
    )


def _titles(visitor: Visitor, names: Sequence[str]) -> str:
    return ", ".join(visitor.say(visitor.house.registry.info(n).title) for n in names)


def _switch(visitor: Visitor, info: PluginInfo, on: bool, leaning: Sequence[PluginInfo]) -> PostView:
    if not on:
        return post_button(visitor, f"on-{info.name}", _("Switch on"), f"departments/{info.name}/on", danger=False)
    reason = _("{other} needs it. Switch {other} off first.").fill(other=leaning[0].title) if leaning else ""
    confirm = _("Switch off {name}? Its pages, jobs and API close at once for everybody; what it stored stays.").fill(
        name=info.title
    )
    return post_button(visitor, f"off-{info.name}", _("Switch off"), f"departments/{info.name}/off", confirm, reason=reason)


async def _page(
    site: Site, visitor: Visitor, info: PluginInfo, typed: Mapping[str, Any] | None = None, problems: Sequence[Problem] = ()
) -> str:
    from dapur.contract import Form

    asked = Ask(
        _("Switch on {name}").fill(name=info.title),
        f"departments/{info.name}/on",
        Form,
        _("Switch on"),
        "departments",
        crumbs=[views.Crumb(visitor.say(_("Departments")), f"{visitor.base}/departments")],
        cancel="departments",
    )
    parts = await form_parts(site, visitor, asked, typed, problems)
    parts["sections"] = await setup_sections(visitor, await _open_setups(visitor, info.name), typed, problems)
    return site.renderer.page(views.FormView(**parts))
