"""Pages with a template of the plugin's own, and where plugins keep their templates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from jinja2 import BaseLoader, FileSystemLoader
from litestar import Response

from dapur.contract import Forbidden, Problem, TemplatePage
from dapur.house import House
from dapur.language.catalogue import translate
from dapur_web import views
from dapur_web.server.answers import html
from dapur_web.server.frame import shell
from dapur_web.server.gate import Visitor
from dapur_web.server.listing import crumbs
from dapur_web.server.site import Place, Site


@dataclass(frozen=True)
class OwnPage:
    """What a plugin's template receives: the shell, its own context, and why the deed that was tried from it was refused."""

    shell: views.ShellView
    title: str
    content: Any
    problems: Sequence[views.ProblemView] = ()


def template_loaders(house: House) -> Sequence[BaseLoader]:
    """The `templates` folder of each plugin's package, where there is one."""
    folders = []
    for plugin in house.registry.plugins:
        spec = (
            find_spec(plugin.module.__name__.rpartition(".")[0] or plugin.module.__name__)
            if hasattr(plugin.module, "__name__")
            else None
        )
        for place in spec.submodule_search_locations or () if spec else ():
            folder = Path(place) / "templates"
            if folder.is_dir() and plugin.info.name != "web":
                folders.append(FileSystemLoader(folder))
    return folders


async def template_page(
    site: Site, visitor: Visitor, place: Place, parameters: Mapping[str, str], problems: Sequence[Problem] = (), status: int = 200
) -> Response[Any]:
    """A page with a template of its own. parameters: of its path; what stands behind the question mark is added."""
    page = place.page
    assert isinstance(page, TemplatePage)
    if not visitor.scope.may(page.permission):
        raise Forbidden(page.permission)
    title = translate(page.title, visitor.language)
    content = await page.context(visitor.reader, {**visitor.request.query_params, **parameters})
    around = await shell(
        site, visitor, title, plugin=place.plugin, path=page.path, crumbs=crumbs(site, visitor, place.plugin, title)
    )
    told = [views.ProblemView(visitor.say(p.message)) for p in problems]
    return html(site.renderer.template(page.template, OwnPage(around, title, content, told)), status)
