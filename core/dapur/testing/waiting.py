"""Waiting for what another process does, without guessing how long it takes."""

import asyncio
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dapur.house import House


def until(happened: Callable[[], bool], *, seconds: float = 30) -> None:
    """Ask again and again until it happened. Raises AssertionError after `seconds`."""
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end, f"it did not happen within {seconds} s"
        time.sleep(0.02)


async def settled(house: "House", *, seconds: float = 60) -> None:
    """Wait until every transaction on the server that began before now is over.

    Seals and events go only as far as is surely committed, and other tests' transactions on the same server hold
    that back. Raises TimeoutError.
    """
    async with asyncio.timeout(seconds), house.pools.write() as connection:
        row = await (await connection.execute(b"select pg_current_xact_id()::text")).fetchone()
        mark = row[0] if row else "0"
        while True:
            passed = await connection.execute(b"select pg_snapshot_xmin(pg_current_snapshot()) > %s::text::xid8", (mark,))
            if await passed.fetchone() == (True,):
                return
            await asyncio.sleep(0.01)
