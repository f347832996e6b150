"""What the verbs share: the database's addresses, a house for the length of a command, who acts."""

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace
from typing import Any, TypeVar

from dapur.contract import NotFound, Scope
from dapur.environment import read_environment
from dapur.house import House
from dapur.plugins.registry import discover

T = TypeVar("T")


@contextmanager
def database() -> Iterator[tuple[str, str]]:
    """(application, owner) addresses; the embedded server runs meanwhile, where it is used."""
    environment = read_environment()
    if not environment.embedded:
        yield environment.app_url, environment.owner_url
        return
    from dapur.database import embedded

    folder = environment.data / "postgresql"
    addresses = embedded.start(folder, lambda _: None)
    try:
        yield addresses.app_url, addresses.owner_url
    finally:
        if addresses.started:
            embedded.stop(folder)


@asynccontextmanager
async def open_house() -> AsyncIterator[House]:
    """A house on the configured database, for one command."""
    with database() as (app_url, owner_url):
        registry = discover()
        registry.check()
        house = await House(registry, app_url, owner_url, pool_size=2).open(follow=False)
        try:
            yield house
        finally:
            await house.close()


def with_house(run: Callable[[House], Awaitable[T]]) -> T:
    """Run an async function with a house."""

    async def inside() -> T:
        async with open_house() as house:
            return await run(house)

    return asyncio.run(inside())


async def scope_of(house: House, company: str, email: str | None) -> Scope:
    """The scope of a person (by e-mail, or DAPUR_USER) at the command line. Raises NotFound."""
    from dapur.people.scopes import standing_of

    who = email or os.environ.get("DAPUR_USER", "")
    async with house.pools.read() as connection:
        rows = await (await connection.execute(b"select id from core.credentials(%s)", (who,))).fetchall()
    if not rows:
        raise NotFound("Nobody has this e-mail. Name yourself with --user or DAPUR_USER.")
    standing = await standing_of(house, rows[0][0], company)
    return Scope(
        standing.company.id,
        rows[0][0],
        "cli",
        standing.permissions,
        standing.plugins,
        standing.company.language,
        standing.company.zone,
        "",
        None,
        standing.rows,
    )


def as_setup(scope: Scope) -> Scope:
    """The same at the set-up door."""
    return replace(scope, door="setup")


def text_input(pairs: list[str]) -> dict[str, Any]:
    """`name=value` arguments as raw input; JSON where the value is JSON."""
    import json

    raw: dict[str, Any] = {}
    for pair in pairs:
        name, _sep, value = pair.partition("=")
        try:
            raw[name] = json.loads(value)
        except ValueError:
            raw[name] = value
        if isinstance(raw[name], float):
            raw[name] = value
    return raw
