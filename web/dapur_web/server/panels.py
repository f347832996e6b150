"""Pieces of plugins in named slots of pages."""

from markupsafe import Markup

from dapur.contract.errors import DapurError
from dapur.language.catalogue import translate
from dapur_web.server.gate import Visitor
from dapur_web.server.site import Site


async def panels_for(site: Site, visitor: Visitor, slot: str, key: str) -> list[tuple[str, Markup]]:
    """(title, HTML) of every panel of this slot that the visitor may see. One that fails leaves the page standing."""
    made = []
    for plugin, panel in site.house.registry.panels:
        if panel.slot != slot or plugin not in {*visitor.scope.plugins, "core"} or not visitor.scope.may(panel.permission):
            continue
        try:
            content = await panel.content(visitor.reader, key)
        except DapurError:
            continue
        if content is not None:
            made.append(
                (translate(panel.title, visitor.language), site.renderer.panel(panel.template, content, visitor.language))
            )
    return made
