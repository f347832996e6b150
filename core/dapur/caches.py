"""What a process remembers for seconds: people, their standing, tokens, settings.

Each change in the database is announced (NOTIFY), and the listener drops what it touches; the short
life is the second net. The listener reconnects for ever and drops everything on each (re)connect.
"""

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable, Hashable
from typing import Any, Generic, TypeVar

import psycopg

T = TypeVar("T")
LIFE_S = 15.0
log = logging.getLogger("dapur.caches")


class Cache(Generic[T]):
    """A dict whose values live some seconds."""

    def __init__(self, life_s: float = LIFE_S, limit: int = 20_000) -> None:
        self._life = life_s
        self._limit = limit
        self._held: dict[Hashable, tuple[float, T]] = {}

    def get(self, key: Hashable) -> T | None:
        """The value, unless it is unknown or too old."""
        held = self._held.get(key)
        if held is None or held[0] < time.monotonic():
            return None
        return held[1]

    def put(self, key: Hashable, value: T) -> None:
        """Remember a value."""
        if len(self._held) >= self._limit:
            self._held.clear()
        self._held[key] = (time.monotonic() + self._life, value)

    def drop(self, key: Hashable) -> None:
        """Forget one."""
        self._held.pop(key, None)

    def clear(self) -> None:
        """Forget all."""
        self._held.clear()


class Caches:
    """All caches of a process."""

    def __init__(self) -> None:
        self.people: Cache[Any] = Cache()
        self.standings: Cache[Any] = Cache()
        self.tokens: Cache[Any] = Cache()
        self.companies: Cache[Any] = Cache()

    def drop(self, what: str) -> None:
        """Forget what an announcement touches: people, plugins, settings, companies or everything."""
        if what == "settings":
            self.companies.clear()
            return
        for cache in (self.people, self.standings, self.tokens, self.companies):
            cache.clear()


async def listen(url: str, caches: Caches, on_outbox: Callable[[int], None] | None = None) -> None:
    """Follow the announcements until cancelled."""
    pause = 0.1
    while True:
        with contextlib.suppress(psycopg.Error, OSError):
            async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
                await connection.execute("listen dapur_changed")
                if on_outbox is not None:
                    await connection.execute("listen dapur_outbox")
                caches.drop("everything")
                pause = 0.1
                async for notice in connection.notifies():
                    if notice.channel == "dapur_changed":
                        caches.drop(notice.payload)
                    elif on_outbox is not None:
                        on_outbox(int(notice.payload))
        log.warning("the listener lost its connection; reconnecting")
        caches.drop("everything")
        await asyncio.sleep(pause)
        pause = min(pause * 2, 5.0)
