"""A house whose calendar the stories turn."""

from collections.abc import AsyncIterator

import pytest_asyncio

from dapur.house import House
from dapur.plugins.registry import Registry
from dapur.testing.databases import TestDatabase
from tests.together.story import Story, turn_calendar


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def dated(registry: Registry, database: TestDatabase) -> AsyncIterator[House]:
    """A house on this database in which today is what a story says."""
    made = await House(registry, database.app_url, database.owner_url, pool_size=8, clock_is_set=True).open(follow=False)
    yield made
    turn_calendar(database, None)
    await made.close()


@pytest_asyncio.fixture(loop_scope="session")
async def story(dated: House, database: TestDatabase) -> Story:
    """A company with every department, in which nothing happened yet."""
    return await Story.begin(dated, database)
