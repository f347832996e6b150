"""A house whose calendar the stories turn."""

from collections.abc import AsyncIterator

import pytest_asyncio

from dapur.house import House
from dapur.plugins.registry import Registry
from dapur.testing.databases import TestDatabase
from tests.clock import clocked_house
from tests.together.story import Story


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def dated(registry: Registry, database: TestDatabase) -> AsyncIterator[House]:
    """A house on this database in which today is what a story says."""
    async with clocked_house(registry, database) as made:
        yield made


@pytest_asyncio.fixture(loop_scope="session")
async def story(dated: House, database: TestDatabase) -> Story:
    """A company with every department, in which nothing happened yet."""
    return await Story.begin(dated, database)
