"""The time that a database of the tests takes for now."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from zoneinfo import ZoneInfo

import psycopg

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
