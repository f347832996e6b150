"""The yardstick for the web: a bare ASGI application on the same pool, without sessions, rights, forms or templates."""

import json
import os
from collections.abc import Awaitable, Callable
from datetime import date
from decimal import Decimal
from html import escape
from typing import Any
from urllib.parse import parse_qs

from psycopg_pool import AsyncConnectionPool

from bench.raw import HEADER, LINES, NUMBER
from dapur.database.pools import _configure

Send = Callable[[dict[str, Any]], Awaitable[None]]
Receive = Callable[[], Awaitable[dict[str, Any]]]


class Bare:
    """POST posts an entry in raw's statements; GET shows the rows of BARE_SQL as a table."""

    def __init__(self) -> None:
        self.pool = AsyncConnectionPool(os.environ["DATABASE_URL"], min_size=1, max_size=8, open=False, configure=_configure)
        self.sql = os.environ["BARE_SQL"].encode()
        self.values = json.loads(os.environ["BARE_VALUES"])

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        body = b""
        while True:
            message = await receive()
            body += message.get("body", b"")
            if not message.get("more_body"):
                break
        answer = await (self._post(body) if scope["method"] == "POST" else self._list())
        kind = b"application/json" if scope["path"].endswith("graphql") else b"text/html; charset=utf-8"
        headers = [(b"content-type", kind), (b"content-length", str(len(answer)).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": answer})

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        await self.pool.open()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await self.pool.close()
        await send({"type": "lifespan.shutdown.complete"})

    async def _post(self, body: bytes) -> bytes:
        form = parse_qs(body.decode())
        amount, day = Decimal(form["amount"][0]), date.fromisoformat(form["date"][0])
        async with self.pool.connection() as connection, connection.transaction():
            number = await (await connection.execute(NUMBER.encode(), (1, 1, str(day.year)))).fetchone()
            assert number is not None
            facts = (1, 1, f"JU/{number[0]:04}", number[0], day, "Sale", amount, 1)
            made = await (await connection.execute(HEADER.encode(), facts)).fetchone()
            assert made is not None
            await connection.execute(LINES.encode(), (1, made[0], 1, day, amount, amount, 1, made[0], 2, day, amount, -amount))
        return b"ok"

    async def _list(self) -> bytes:
        async with self.pool.connection() as connection, connection.pipeline():
            await connection.execute(b"select core.begin_read(%s, null)", (self.values["company"],))
            rows = await (await connection.execute(self.sql, self.values)).fetchall()
        table = "".join("<tr>" + "".join(f"<td>{escape(str(cell))}</td>" for cell in row) + "</tr>" for row in rows)
        return f"<!doctype html><title>Entries</title><table>{table}</table>".encode()


def app() -> Bare:
    """Entry point for the server."""
    return Bare()
