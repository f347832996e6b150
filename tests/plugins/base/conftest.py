"""A house with one more department, whose letters need approval."""

from collections.abc import AsyncIterator

import pytest_asyncio

from dapur.house import House
from dapur.plugins.registry import Registry
from dapur.testing.companies import Actor, new_company
from dapur.testing.databases import TestDatabase
from tests.letters import with_letters


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def lettered(registry: Registry, database: TestDatabase) -> AsyncIterator[House]:
    """The worker's database, seen by a process that has the letters installed."""
    found = with_letters(registry)
    found.check()
    made = await House(found, database.app_url, database.owner_url, pool_size=12).open(follow=False)
    yield made
    await made.close()


@pytest_asyncio.fixture(loop_scope="session")
async def boss(lettered: House) -> Actor:
    """Somebody with every right in a company that writes letters."""
    return await new_company(lettered)
