"""Companies and people for tests, made by operations."""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from dapur.companies.create_company import create_company
from dapur.contract import Door, Form, Operation, Query, Report, Scope, Sheet
from dapur.house import House
from dapur.operations.perform import Outcome, perform
from dapur.people.secrets import hash_password
from dapur.queries.plan import Wish
from dapur.queries.reader import Reader, Rows

PASSWORD = "kata sandi untuk uji coba"
_HASH = hash_password(PASSWORD)
_count = itertools.count(1)


@dataclass
class Actor:
    """Somebody in a company, with short ways to do and to read."""

    house: House
    scope: Scope
    email: str

    async def perform(
        self,
        operation: str | Operation,
        raw: Mapping[str, Any] | Form | None = None,
        *,
        key: str | None = None,
        dry_run: bool = False,
        **fields: Any,
    ) -> Any:
        """Perform and return the result itself. Fields may be given by name."""
        return (await self.outcome(operation, raw, key=key, dry_run=dry_run, **fields)).result

    async def outcome(
        self,
        operation: str | Operation,
        raw: Mapping[str, Any] | Form | None = None,
        *,
        key: str | None = None,
        dry_run: bool = False,
        **fields: Any,
    ) -> Outcome:
        """Perform and return the whole outcome."""
        declared = self.house.registry.operations[operation] if isinstance(operation, str) else operation
        given = raw if isinstance(raw, Form) else {**(raw or {}), **fields}
        return await perform(self.house, self.scope, declared, given, key=key, dry_run=dry_run)

    async def reader(self) -> Reader:
        """A reader in this scope."""
        return await self.house.reader(self.scope)

    async def page(self, query: str | Query, wish: Wish = Wish()) -> Rows:
        """A page of a query."""
        declared = self.house.registry.queries[query] if isinstance(query, str) else query
        return await (await self.reader()).page(declared, wish)

    async def report(self, name: str | Report, **fields: Any) -> Sheet:
        """A report."""
        declared = self.house.registry.reports[name] if isinstance(name, str) else name
        return await (await self.reader()).report(declared, fields)

    async def code(self) -> str:
        """The company's short name: what its addresses begin with."""
        return (await self.house.company(self.scope.company)).code

    def through(self, door: Door) -> "Actor":
        """The same person at another door."""
        return replace(self, scope=replace(self.scope, door=door))

    def without(self, *permissions: str) -> "Actor":
        """The same person, some rights poorer."""
        return replace(self, scope=replace(self.scope, permissions=self.scope.permissions - set(permissions)))


async def new_user(house: House, name: str = "Uji Coba", *, operator: bool = False) -> tuple[int, str]:
    """A user with PASSWORD. Returns (id, e-mail)."""
    email = f"orang{next(_count)}-{id(house)}@example.id"
    async with house.pools.read() as connection:
        cursor = await connection.execute(b"select core.add_user(%s, %s, %s, %s, %s)", (email, name, _HASH, "id", operator))
        row = await cursor.fetchone()
    assert row is not None
    return row[0], email


async def new_company(house: House, *, plugins: tuple[str, ...] | None = None, door: Door = "page", **facts: Any) -> Actor:
    """A company with these plugins (default: all installed) and its administrator, who holds every right."""
    wanted = tuple(n for n in house.registry.names if n != "core") if plugins is None else plugins
    user, email = await new_user(house)
    async with house.pools.read() as connection:
        row = await (await connection.execute(b"select nextval('core.company_id')")).fetchone()
    assert row is not None
    everything = frozenset(house.registry.permissions)
    scope = Scope(row[0], user, "setup", everything, frozenset(wanted))
    raw = {"name": f"PT Uji {row[0]}", "code": f"uji-{row[0]}", "plugins": wanted, **facts}
    # Nothing is on yet, as for everybody who begins a company.
    await perform(house, replace(scope, plugins=frozenset()), create_company, raw)
    house.caches.drop("everything")
    on = frozenset(wanted) | {p.info.name for p in house.registry.plugins if p.info.always_on and p.info.name != "core"}
    return Actor(house, replace(scope, door=door, plugins=on), email)


async def new_member(boss: Actor, *roles: str, name: str = "Anggota") -> Actor:
    """Another member of the same company, with these roles by code."""
    from dapur.people.scopes import standing_of

    user, email = await new_user(boss.house, name)
    async with boss.house.pools.write() as connection, connection.transaction():
        await connection.execute(b"select core.begin_read(%s, %s)", (boss.scope.company, boss.scope.user))
        await connection.execute(b"insert into core.membership (company_id, user_id) values (%s, %s)", (boss.scope.company, user))
        await connection.execute(
            b"insert into core.membership_role (company_id, user_id, role_id)"
            b" select company_id, %s, id from core.role where company_id = %s and code = any (%s)",
            (user, boss.scope.company, list(roles)),
        )
    boss.house.caches.drop("everything")
    code = await boss.code()
    standing = await standing_of(boss.house, user, code)
    scope = replace(boss.scope, user=user, permissions=standing.permissions, rows=standing.rows)
    return Actor(boss.house, scope, email)
