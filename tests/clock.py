"""The time that a database of the tests takes for now."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import datetime
from zoneinfo import ZoneInfo

import psycopg

from dapur.house import House
from dapur.plugins.registry import Registry
from dapur.testing.databases import TestDatabase


def set_clock(database: TestDatabase, at: datetime | None) -> None:
    """What houses with `clock_is_set` take for now; None: the real time again. Without a zone it is Jakarta's."""
    with psycopg.connect(database.owner_url, autocommit=True) as connection:
        connection.execute("delete from core.clock")
        if at is not None:
            zoned = at if at.tzinfo else at.replace(tzinfo=ZoneInfo("Asia/Jakarta"))
            connection.execute("insert into core.clock (at) values (%s)", (zoned,))


@contextmanager
def at(database: TestDatabase, moment: str) -> Iterator[None]:
    """What happens within happens then."""
    set_clock(database, datetime.fromisoformat(moment))
    try:
        yield
    finally:
        set_clock(database, None)


@asynccontextmanager
async def clocked_house(registry: Registry, database: TestDatabase) -> AsyncIterator[House]:
    """A house that takes the database's clock for now; it is the real time again afterwards."""
    made = await House(registry, database.app_url, database.owner_url, pool_size=8, clock_is_set=True).open(follow=False)
    try:
        yield made
    finally:
        set_clock(database, None)
        await made.close()
