"""Pieces of plugins in named slots of pages."""

from markupsafe import Markup, escape

from dapur.contract import _
from dapur.contract.errors import DapurError
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
            piece = None if content is None else site.renderer.panel(panel.template, content, visitor.language)
        except DapurError:
            continue
        except Exception as error:
            # One department's mistake takes its own piece away, not the page.
            site.house.log.error("panel %s of %s failed", panel.name, plugin, exc_info=error)
            piece = escape(visitor.say(_("This part could not be shown. Open the page again.")))
        if piece is not None:
            made.append((visitor.say(panel.title), piece))
    return made
