"""The palette's search: rights are checked in the search, not after it."""

from typing import Any

from litestar import Response

from dapur.language.catalogue import translate
from dapur.services.audiences import Audiences
from dapur_web.server.gate import Visitor


async def search(visitor: Visitor) -> Response[Any]:
    """JSON {"items": [{title, url, detail, icon, department}]} for what was typed."""
    typed = visitor.request.query_params.get("q", "").strip()[:100]
    found = (
        await visitor.reader.rows(
            "select plugin, kind, number, title, detail, address from core.search(%s, %s, %s, %s, 20, %s)",
            visitor.company.id,
            typed,
            sorted(visitor.scope.permissions),
            sorted(visitor.scope.plugins),
            await _audience(visitor),
        )
        if typed
        else []
    )
    return Response(
        {
            "items": [
                {
                    "title": f"{number} {title}".strip(),
                    "detail": detail,
                    "url": f"{visitor.base}/{address}",
                    "icon": visitor.house.registry.info(plugin).icon,
                    "department": translate(visitor.house.registry.info(plugin).title, visitor.language),
                }
                for plugin, _kind, number, title, detail, address in found
            ]
        }
    )


async def _audience(visitor: Visitor) -> list[str]:
    """The visitor, and the groups they are in: what only some may know is found by them alone."""
    groups = [name for found in visitor.reader.find_all(Audiences) for name in await found.of_user(visitor.person.id)]
    return [f"user:{visitor.person.id}", *groups]
