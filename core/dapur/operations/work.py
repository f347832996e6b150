"""What an operation may see and do: one transaction, one actor, one company, one moment."""

import contextlib
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar, cast
from zoneinfo import ZoneInfo

from psycopg import AsyncConnection
from psycopg.rows import AsyncRowFactory, dict_row

from dapur.contract import Event, Forbidden, Scope
from dapur.database.lent import LentSessions

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from dapur.house import House
    from dapur.people.scopes import Company

P = TypeVar("P")


@dataclass(eq=False)
class Work:
    """The one handle of an operation. It reads no clock, request or global besides this."""

    house: "House"
    scope: Scope
    company: "Company"
    connection: AsyncConnection[Any] = field(repr=False)
    now: datetime
    dry_run: bool = False
    events: list[Event] = field(default_factory=list)
    _pipeline: Any = field(default=None, repr=False)
    _session: "AsyncSession | None" = field(default=None, repr=False)

    @property
    def actor(self) -> int:
        """The user who acts."""
        return self.scope.user

    @cached_property
    def today(self) -> date:
        """The business date in the company's zone."""
        return self.now.astimezone(ZoneInfo(self.company.zone)).date()

    def need(self, permission: str) -> None:
        """Raise Forbidden unless the actor holds a further permission."""
        if not self.scope.may(permission):
            raise Forbidden(permission)

    def setting(self, name: str) -> Any:
        """The company's value of a declared setting."""
        return self.house.setting(self.company, name)

    async def rows(self, sql: str, *args: Any) -> list[dict[str, Any]]:
        """Rows of a fixed SQL text with positional parameters, as dicts."""
        cursor = self.connection.cursor(row_factory=cast(AsyncRowFactory[dict[str, Any]], dict_row))
        await cursor.execute(sql.encode(), args or None)
        return await cursor.fetchall()

    async def row(self, sql: str, *args: Any) -> dict[str, Any] | None:
        """The first row, or None."""
        found = await self.rows(sql, *args)
        return found[0] if found else None

    async def value(self, sql: str, *args: Any) -> Any:
        """The first column of the first row, or None."""
        cursor = await self.connection.execute(sql.encode(), args or None)
        row = await cursor.fetchone()
        return row[0] if row else None

    async def run(self, sql: str, *args: Any) -> None:
        """Send a statement whose answer nobody waits for; an error surfaces with the next answer."""
        await self.connection.execute(sql.encode(), args or None)

    async def call(self, function: str, *args: Any) -> list[tuple[Any, ...]]:
        """Call an SQL function (schema.name) with positional arguments; its rows as tuples."""
        schema, _, name = function.partition(".")
        if not (schema.isidentifier() and name.isidentifier()):
            raise ValueError(f"not a function name: {function!r}")
        marks = ", ".join(["%s"] * len(args))
        cursor = await self.connection.execute(f"select * from {schema}.{name}({marks})".encode(), args or None)
        return await cursor.fetchall()

    async def session(self) -> "AsyncSession":
        """An ORM session on this very transaction, for ordinary records. Costs one more round trip."""
        if self._session is None:
            await self.leave_pipeline()
            self._session = await self.house.lent_sessions.open(self.connection)
        return self._session

    def emit(self, event: Event) -> None:
        """Tell the other departments: "before" handlers run at once, "after" handlers once committed."""
        self.events.append(event)

    def find(self, protocol: Callable[..., P]) -> P | None:
        """Another plugin's service, or None while it is off for this company. `protocol`: the class of the Protocol."""
        # Not type[P]: type checkers take no Protocol there.
        offered = self.house.registry.service(cast(type, protocol), self.scope.plugins)
        return None if offered is None else cast(P, offered.make(self))

    def find_all(self, protocol: Callable[..., P]) -> list[P]:
        """The service of every plugin that offers it and is on: for what several departments contribute to."""
        offered = self.house.registry.every_service(cast(type, protocol), self.scope.plugins)
        return [cast(P, service.make(self)) for service in offered]

    # -- used by perform --------------------------------------------------------------------------

    async def enter_pipeline(self) -> None:
        """Send statements without waiting for each answer."""
        self._pipeline = self.connection.pipeline()
        await self._pipeline.__aenter__()

    async def leave_pipeline(self) -> None:
        """Wait for everything that was sent; raises the first SQL error."""
        if self._pipeline is not None:
            pipeline, self._pipeline = self._pipeline, None
            await pipeline.__aexit__(None, None, None)

    async def drop_pipeline(self) -> None:
        """Leave the pipeline after an error, which stays the one that is raised.

        What was sent after the failed statement is answered with "aborted"; that is no news. psycopg would log it
        as a warning if it were told of the first error, so it is not told.
        """
        if self._pipeline is not None:
            pipeline, self._pipeline = self._pipeline, None
            with contextlib.suppress(Exception):
                await pipeline.__aexit__(None, None, None)

    async def close_session(self) -> None:
        """Flush and leave the ORM session."""
        if self._session is not None:
            await self._session.flush()
            await LentSessions.close(self._session)
            self._session = None

    def outbox(self) -> tuple[list[str], list[str]]:
        """Names and payloads of the events."""
        return [e.name for e in self.events], [json.dumps(asdict(e), default=str) for e in self.events]
