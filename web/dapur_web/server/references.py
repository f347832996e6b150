"""Suggestions of comboboxes, and the words of a chosen row."""

from typing import Any

from litestar import Response

from dapur.contract import NotFound, Query
from dapur.contract.errors import DapurError
from dapur.queries.plan import Wish
from dapur_web.server.gate import Visitor


async def suggestions(visitor: Visitor, name: str) -> Response[Any]:
    """Rows of a reference query that answer what was typed: an exact code first. JSON {"items": [{id, code, name, detail}]}."""
    declared = visitor.house.registry.queries.get(name)
    if declared is None:
        raise NotFound()
    query = visitor.reader.seen(declared)
    typed = visitor.request.query_params.get("q", "").strip()[:100]
    columns = tuple(c.name for c in query.columns if c.name in ("id", "code", "name", "detail"))
    found = await visitor.reader.page(query, Wish(columns=columns, search=typed, limit=20))
    rows = [dict(zip(found.cells, row, strict=True)) for row in found.rows]
    rows.sort(key=lambda r: str(r.get("code") or "").lower() != typed.lower())
    return Response(
        {
            "items": [
                {
                    "id": str(r["id"]),
                    "code": r.get("code") or "",
                    "name": r.get("name") or "",
                    "text": label(r),
                    "detail": r.get("detail") or "",
                }
                for r in rows
            ]
        }
    )


def label(row: dict[str, Any]) -> str:
    """Code and name of a row of a reference query."""
    return f"{row.get('code') or ''} {row.get('name') or ''}".strip()


async def text_of_reference(visitor: Visitor, name: str, key: str) -> str:
    """The words of a referenced row; its number where it can't be read."""
    query: Query = visitor.house.registry.queries[name]
    if not key.isdigit():
        return key
    try:
        return label(await visitor.reader.one(query, int(key)))
    except DapurError:
        return f"#{key}"
