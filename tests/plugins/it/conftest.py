"""A house of IT whose clock stands where a test sets it."""

from collections.abc import AsyncIterator

import pytest_asyncio

from dapur.house import House
from dapur.plugins.registry import Registry
from dapur.testing.databases import TestDatabase
from tests.clock import set_clock


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def clocked(registry: Registry, database: TestDatabase) -> AsyncIterator[House]:
    """A house whose clock the tests set."""
    made = await House(registry, database.app_url, database.owner_url, pool_size=4, clock_is_set=True).open(follow=False)
    yield made
    set_clock(database, None)
    await made.close()
