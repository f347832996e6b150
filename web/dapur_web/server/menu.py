"""The side menu: what is switched on and permitted, by department, with this page's own entry marked."""

from collections.abc import Sequence
from typing import cast

from markupsafe import Markup

from dapur.contract import Menu, _
from dapur.language.catalogue import translate
from dapur_web import views
from dapur_web.server.gate import Visitor
from dapur_web.server.site import Place, Site


def menu_of(site: Site, visitor: Visitor, plugin: str, path: str) -> Markup:
    """As it is drawn: once for all people of the same rights, not anew for every page."""
    scope = visitor.scope
    key = (scope.permissions, scope.plugins, visitor.language, visitor.base, plugin, path)
    drawn = site.menus.get(key)
    if drawn is None:
        departments = [*_departments(site, visitor, plugin, path), *_administration(visitor, plugin, path)]
        drawn = site.renderer.panel("web/menu.html", departments, visitor.language)
        site.menus.put(key, drawn)
    return drawn


def _departments(site: Site, visitor: Visitor, plugin: str, path: str) -> list[views.Department]:
    found = []
    for info in (p.info for p in site.house.registry.plugins):
        if info.name == "core" or info.name not in visitor.scope.plugins:
            continue
        places = [p for p in site.menu(info.name) if visitor.scope.may(p.permission)]
        if not places:
            continue
        is_open = info.name == plugin
        found.append(
            views.Department(
                info.name,
                translate(info.title, visitor.language),
                f"{visitor.base}/{places[0].address}",
                info.icon,
                info.letter,
                open=is_open,
                items=_items(visitor, places, f"{plugin}/{path}") if is_open else (),
            )
        )
    return found


def _items(visitor: Visitor, places: Sequence[Place], here: str) -> list[views.MenuLink]:
    """The links of a department, each group under its heading."""
    items, group = [], ""
    current = _current([place.address for place in places], here)
    for place in places:
        menu = cast(Menu, place.page.menu)  # type: ignore[union-attr]
        begun = visitor.say(menu.group) if menu.group else ""
        title, url = translate(menu.title, visitor.language), f"{visitor.base}/{place.address}"
        items.append(views.MenuLink(title, url, place.address == current, begun if begun != group else ""))
        group = begun
    return items


def _current(addresses: Sequence[str], here: str) -> str:
    """The address that this page belongs to: its own, else the nearest above it ("bank/statements" before "bank")."""
    return max((one for one in addresses if here == one or here.startswith(f"{one}/")), key=len, default="")


ADMINISTRATION = (
    ("core.figures.read", _("Key figures"), "management"),
    ("core.settings.read", _("Settings"), "settings"),
    ("core.people.read", _("People"), "people"),
    ("core.people.read", _("Roles"), "roles"),
    ("core.plugins.switch", _("Departments"), "departments"),
    ("core.audit.read", _("Audit log"), "audit"),
    ("core.mail.read", _("Mails"), "mails"),
    ("core.job.manage", _("Jobs"), "jobs"),
)


def _administration(visitor: Visitor, plugin: str, path: str) -> list[views.Department]:
    items = [
        views.MenuLink(
            translate(title, visitor.language), f"{visitor.base}/{address}", plugin == "core" and path.split("/")[0] == address
        )
        for permission, title, address in ADMINISTRATION
        if visitor.scope.may(permission)
    ]
    if not items:
        return []
    return [
        views.Department(
            "core",
            translate(_("Management"), visitor.language),
            items[0].url,
            "settings",
            "k",
            open=plugin == "core",
            items=items,
        )
    ]
