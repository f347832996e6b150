"""Pages of the company's management and of one's own account, by address."""

from typing import Any

from litestar import Response

from dapur.contract import NotFound, _
from dapur_web.server.gate import Visitor
from dapur_web.server.site import Site

NOWHERE = _("There is no page at this address. Check the link, or go on from the menu.")


async def administration_get(site: Site, visitor: Visitor, first: str, rest: str) -> Response[Any]:
    """Show the page at this address. Raises NotFound."""
    raise NotFound(NOWHERE)


async def administration_post(site: Site, visitor: Visitor, first: str, rest: str, fields: dict[str, Any]) -> Response[Any]:
    """Do what the page at this address posts. Raises NotFound."""
    raise NotFound(NOWHERE)
