"""From one company to another: to the same listing where it exists there, else the department's first page, else home.

Never to a record: its number may be another's there.
"""

from typing import Any

from litestar import Response

from dapur.contract import ListPage, ReportPage, TemplatePage
from dapur_web.server.answers import go
from dapur_web.server.gate import Visitor
from dapur_web.server.site import Site


async def switched(site: Site, visitor: Visitor) -> Response[Any]:
    """Go on in this company at the place that `to` names."""
    plugin, _slash, path = visitor.request.query_params.get("to", "").partition("/")
    if plugin not in visitor.scope.plugins:
        return go(visitor.request, f"{visitor.base}/")
    found = site.find(plugin, path)
    if found is not None and isinstance(found[0].page, (ListPage, ReportPage, TemplatePage)) and not found[1]:
        if visitor.scope.may(found[0].permission):
            return go(visitor.request, f"{visitor.base}/{found[0].address}")
    first = next((p for p in site.menu(plugin) if visitor.scope.may(p.permission)), None)
    return go(visitor.request, f"{visitor.base}/{first.address if first else ''}")
