"""A listing as a file: same columns, order and filters as on the page."""

import asyncio
from typing import Any

from litestar import Response

from dapur.contract import ListPage
from dapur.documents.table import from_rows
from dapur.language.catalogue import translate
from dapur_web.server.files import attachment
from dapur_web.server.gate import Visitor
from dapur_web.server.list_address import read_address
from dapur_web.server.listing import visible
from dapur_web.server.reports import TYPES, head_of, written
from dapur_web.server.site import Place


async def list_file(visitor: Visitor, place: Place, kind: str) -> Response[Any]:
    """All rows of the listing as the address asks for them."""
    page = place.page
    assert isinstance(page, ListPage)
    visitor.reader.need("core.export")
    query = visitor.reader.seen(page.query)
    asked = read_address(visitor, query)
    first = await visitor.reader.page(query, asked.wish)
    shown = visible(query, first.cells)
    columns = [query.column(n) for n in first.cells]
    rows: list[tuple[Any, ...]] = []
    async for batch in visitor.reader.all(query, asked.wish):
        rows += batch
    keep = [n for n, c in enumerate(columns) if c.name in shown or c.name in {query.column(s).currency for s in shown}]
    title = translate(page.title, visitor.language)
    table = from_rows([columns[n] for n in keep], [tuple(row[n] for n in keep) for row in rows], head_of(visitor, title, []))
    content = await asyncio.to_thread(written, table, kind)
    name = f"{title} {visitor.reader.today.isoformat()}.{kind}"
    return Response(content, media_type=TYPES[kind], headers={"content-disposition": attachment(name)})
