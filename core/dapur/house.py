"""The running process: what is installed, the connections, the caches. Made once, handed to every door."""

import asyncio
import contextlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from pydantic import TypeAdapter

from dapur.caches import Caches, listen
from dapur.contract import NotFound, Query, Scope, Words
from dapur.database.lent import LentSessions
from dapur.database.pools import Pools
from dapur.environment import public_address
from dapur.language.catalogue import use_packages
from dapur.people.scopes import Company
from dapur.plugins.registry import Registry
from dapur.queries.reader import Reader


@dataclass
class House:
    """Everything that a door needs. `clock_is_set`: the database's clock rules (tests and demo data).

    public_address: where people reach this installation, for codes to scan and links in mails.
    """

    registry: Registry
    url: str
    owner_url: str = ""
    pool_size: int = 8
    clock_is_set: bool = False
    public_address: str = field(default_factory=public_address)
    log: logging.Logger = field(default_factory=lambda: logging.getLogger("dapur"))

    def __post_init__(self) -> None:
        self.pools = Pools(self.url, self.pool_size, clock_is_set=self.clock_is_set)
        self.caches = Caches()
        self.lent_sessions = LentSessions()
        self.demo_accounts: tuple[Sequence[tuple[str, Words, str]], str] = ((), "")
        use_packages(self.registry.packages)
        self._listener: asyncio.Task[None] | None = None
        self._narrowed: dict[tuple[str, str, int], Query] = {}
        self.apis: dict[frozenset[str], Any] = {}

    async def open(self, *, follow: bool = True) -> "House":
        """Connect; `follow` also listens for announcements of other processes."""
        await self.pools.open()
        if follow:
            self._listener = asyncio.create_task(listen(self.url, self.caches))
        return self

    async def close(self) -> None:
        """Disconnect."""
        if self._listener is not None:
            self._listener.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._listener
        await self.pools.close()

    def moment(self) -> datetime:
        """Now, by the server's clock."""
        return datetime.now(UTC)

    async def company(self, company_id: int) -> Company:
        """The company's facts. Raises NotFound."""
        cached = self.caches.companies.get(company_id)
        if isinstance(cached, Company):
            return cached
        async with self.pools.read() as connection, connection.pipeline():
            await connection.execute(b"select core.begin_read(%s, null)", (company_id,))
            cursor = await connection.execute(
                b"select id, code, name, country, currency, decimals, zone, language, fiscal_year_start, is_demo"
                b" from core.company where id = %s",
                (company_id,),
            )
            row = await cursor.fetchone()
            stored = await (
                await connection.execute(b"select name, value from core.setting where company_id = %s", (company_id,))
            ).fetchall()
        if row is None:
            raise NotFound()
        company = replace(Company(*row), settings=dict(stored))
        self.caches.companies.put(company_id, company)
        return company

    async def company_or_unborn(self, company_id: int) -> Company:
        """The company's facts; for one that an operation is about to create, only its number."""
        try:
            return await self.company(company_id)
        except NotFound:
            return Company(company_id, "", "", "", "", 0, "UTC", "id", 1, False)

    def setting(self, company: Company, name: str) -> Any:
        """The company's value of a declared setting, or its default. Raises KeyError for an undeclared name."""
        declared = self.registry.settings[name]
        if name not in company.settings:
            return declared.default
        return TypeAdapter(declared.type).validate_python(company.settings[name])

    async def reader(self, scope: Scope) -> Reader:
        """The way to read in this scope."""
        made = Reader(self, scope, await self.company(scope.company))
        if self.clock_is_set:
            made.now = await made.value("select core.now()")
        return made

    def without_columns(self, query: Query, hidden: frozenset[str]) -> Query:
        """The query without some columns, and without the filters of their names; made once."""
        key = (query.name, ",".join(sorted(hidden)), 0)
        made = self._narrowed.get(key)
        if made is None:
            sort = tuple(n for n in query.default_sort if n.lstrip("-") not in hidden) or tuple(query.key)
            made = replace(
                query,
                columns=tuple(c for c in query.columns if c.name not in hidden),
                filters=tuple(f for f in query.filters if f.name not in hidden),
                search=tuple(s for s in query.search if not any(s is query.column(n).source for n in hidden)),
                default_sort=sort,
            )
            self._narrowed[key] = made
        return made

    def narrowed(self, query: Query, scope_name: str, user: int) -> Query:
        """The query with a row scope's condition, made once per user."""
        key = (query.name, f"{scope_name}:{','.join(c.name for c in query.columns)}", user)
        made = self._narrowed.get(key)
        if made is None:
            condition = query.row_scopes[scope_name](user)
            made = replace(query, statement=lambda *a: query.statement(*a).where(condition))
            self._narrowed[key] = made
        return made
