"""Lends an operation's psycopg connection to a SQLAlchemy session, so that both work in one transaction.

The pools stay psycopg's (its pipeline is what makes perform fast); SQLAlchemy gets a connection whose
begin, commit, rollback and close do nothing, because perform owns the transaction.
"""

from contextvars import ContextVar
from typing import Any

from psycopg import AsyncConnection
from sqlalchemy.ext.asyncio import AsyncConnection as SAConnection
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.pool import NullPool

_lent: ContextVar[Any] = ContextVar("lent_connection")


class _Lent:
    """The connection without the right to end its transaction."""

    def __init__(self, connection: AsyncConnection[Any]) -> None:
        self._connection = connection

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)

    async def commit(self) -> None:
        return None

    async def rollback(self) -> None:
        return None

    async def close(self) -> None:
        return None

    async def set_autocommit(self, value: bool) -> None:
        return None

    async def set_isolation_level(self, value: Any) -> None:
        return None


async def _current(*_: Any, **__: Any) -> Any:
    return _Lent(_lent.get())


class LentSessions:
    """Opens ORM sessions on borrowed connections."""

    def __init__(self) -> None:
        self._engine = create_async_engine(
            "postgresql+psycopg://", async_creator=_current, poolclass=NullPool, use_native_hstore=False
        )

    async def open(self, connection: AsyncConnection[Any]) -> AsyncSession:
        """A session on this connection. Leave it with `close`."""
        token = _lent.set(connection)
        try:
            bound = SAConnection(self._engine)
            await bound.start()
        finally:
            _lent.reset(token)
        return AsyncSession(bind=bound, expire_on_commit=False, autoflush=True, join_transaction_mode="control_fully")

    @staticmethod
    async def close(session: AsyncSession) -> None:
        """Give the connection back; the transaction stays open."""
        bound = session.bind
        await session.close()
        if isinstance(bound, SAConnection):
            await bound.close()
