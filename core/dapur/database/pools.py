"""Connections: one pool for writes, one for reads, so that held locks never stop the readers."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import psycopg
from psycopg import AsyncConnection
from psycopg.types.numeric import Int8Dumper
from psycopg_pool import AsyncConnectionPool, PoolTimeout

from dapur.contract import Problem, _
from dapur.contract.errors import DapurError

POOL_WAIT_S = 2.0


class Overloaded(DapurError):
    """No connection came free in time; the caller may try again."""

    status = 503

    def __init__(self) -> None:
        super().__init__([Problem("OVERLOADED", _("Too much is going on at once. Nothing was saved. Try again shortly."))])


async def _configure(connection: AsyncConnection[Any]) -> None:
    # One type for all whole numbers: psycopg would pick int2, int4 or int8 by value and so fill the
    # cache of prepared statements with variants.
    connection.adapters.register_dumper(int, Int8Dumper)
    connection.prepare_threshold = 1
    await connection.set_autocommit(True)
    await connection.execute(
        "select set_config('lock_timeout', '3s', false), set_config('statement_timeout', '120s', false),"
        " set_config('idle_in_transaction_session_timeout', '60s', false), set_config('timezone', 'UTC', false),"
        # Our statements are short: compiling one costs more than running it.
        " set_config('jit', 'off', false)"
    )


async def _configure_dated(connection: AsyncConnection[Any]) -> None:
    await _configure(connection)
    await connection.execute("select set_config('dapur.clock', 'set', false)")


class Pools:
    """The process's connections as the application role. clock_is_set: reads, too, see the database's clock."""

    def __init__(self, url: str, size: int = 8, *, clock_is_set: bool = False) -> None:
        self.url = url
        configure = _configure_dated if clock_is_set else _configure
        make: Callable[[int], AsyncConnectionPool[AsyncConnection[Any]]] = lambda n: AsyncConnectionPool(
            url, min_size=1, max_size=n, open=False, configure=configure, timeout=POOL_WAIT_S, reset=_reset
        )
        self.writes = make(size)
        self.reads = make(size)

    async def open(self) -> None:
        """Open both pools; raises when the database does not answer."""
        await asyncio.gather(self.writes.open(wait=True, timeout=15), self.reads.open(wait=True, timeout=15))

    async def close(self) -> None:
        """Close both pools."""
        await asyncio.gather(self.writes.close(), self.reads.close())

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection[Any]]:
        """A connection for one operation. Raises Overloaded."""
        try:
            async with self.writes.connection() as connection:
                yield connection
        except PoolTimeout as error:
            raise Overloaded from error

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection[Any]]:
        """A connection for reads. Raises Overloaded."""
        try:
            async with self.reads.connection() as connection:
                yield connection
        except PoolTimeout as error:
            raise Overloaded from error


async def _reset(connection: AsyncConnection[Any]) -> None:
    # A ROLLBACK here would drop the prepared statements of a healthy connection.
    if connection.info.transaction_status != psycopg.pq.TransactionStatus.IDLE:
        await connection.rollback()
