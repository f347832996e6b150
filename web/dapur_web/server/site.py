"""All pages of all plugins by address, and the menu: made once per process."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from markupsafe import Markup

from dapur.caches import Cache
from dapur.contract import FormPage, ListPage, Page, PublicPage, RecordPage, ReportPage, TemplatePage
from dapur.house import House
from dapur.language.catalogue import translate
from dapur_web.render.pages import Renderer


@dataclass(frozen=True)
class Place:
    """A page and where it is: `plugin`/`path`."""

    plugin: str
    page: Page
    pattern: re.Pattern[str]

    @property
    def address(self) -> str:
        """Inside the company, with {placeholders}."""
        return f"{self.plugin}/{self.page.path}"

    @property
    def permission(self) -> str:
        """What a visitor needs to open it."""
        return permission_of(self.page)


def permission_of(page: Page) -> str:
    """The permission that a page asks for: that of what it shows."""
    match page:
        case ListPage() | RecordPage():
            return page.query.permission
        case FormPage():
            return page.operation.permission
        case ReportPage():
            return page.report.permission
        case TemplatePage():
            return page.permission
        case PublicPage():
            return "public"


@dataclass
class Site:
    """Pages of the installed plugins."""

    house: House
    renderer: Renderer
    somebody_is_here: bool = False
    menus: Cache[Markup] = field(default_factory=lambda: Cache(life_s=3600, limit=2000))
    """Drawn side menus, by rights and page."""

    @cached_property
    def places(self) -> dict[str, tuple[Place, ...]]:
        """Places by plugin; addresses without placeholders come first."""
        found = {}
        for plugin, pages in self.house.registry.pages.items():
            made = [Place(plugin, page, pattern_of(page.path)) for page in pages if not isinstance(page, PublicPage)]
            found[plugin] = tuple(sorted(made, key=lambda p: ("{" in p.page.path, p.page.path)))
        return found

    def find(self, plugin: str, path: str) -> tuple[Place, Mapping[str, str]] | None:
        """The page at this address and its path parameters."""
        for place in self.places.get(plugin, ()):
            match = place.pattern.fullmatch(path)
            if match is not None:
                return place, match.groupdict()
        return None

    @cached_property
    def public_places(self) -> tuple[Place, ...]:
        """Pages that need no sign-in."""
        return tuple(
            Place(plugin, page, pattern_of(page.path))
            for plugin, pages in self.house.registry.pages.items()
            for page in pages
            if isinstance(page, PublicPage)
        )

    def demo_accounts(self, language: str) -> tuple[Sequence[tuple[str, str]], str]:
        """Ready accounts of a demo server (name and role, e-mail) and their password; none elsewhere."""
        accounts, password = self.house.demo_accounts
        return [(f"{name} · {translate(role, language)}", email) for name, role, email in accounts], password

    def menu(self, plugin: str) -> Sequence[Place]:
        """The department's menu in order."""
        return self._menus.get(plugin, ())

    @cached_property
    def _menus(self) -> Mapping[str, Sequence[Place]]:
        return {plugin: _in_menu(places) for plugin, places in self.places.items()}

    @cached_property
    def lists(self) -> Mapping[str, Place]:
        """The first list page that shows a query, by the query's name."""
        found: dict[str, Place] = {}
        for places in self.places.values():
            for place in places:
                if isinstance(place.page, ListPage):
                    found.setdefault(place.page.query.name, place)
        return found


def _in_menu(places: Sequence[Place]) -> list[Place]:
    listed = [p for p in places if getattr(p.page, "menu", None) is not None]
    return sorted(listed, key=lambda p: p.page.menu.order)  # type: ignore[union-attr]


def pattern_of(path: str) -> re.Pattern[str]:
    """Matches addresses of a path with {placeholders}."""
    parts = re.split(r"\{(\w+)\}", path)
    text = "".join(re.escape(p) if n % 2 == 0 else f"(?P<{p}>[^/]+)" for n, p in enumerate(parts))
    return re.compile(text)
