"""Fixtures for all tests: those that plugin authors get, too."""

import gc
from collections.abc import AsyncIterator

import pytest_asyncio
from hypothesis import HealthCheck, settings

from dapur.house import House
from dapur.plugins.registry import Registry
from dapur.testing.databases import TestDatabase
from tests.clock import clocked_house

pytest_plugins = ["dapur.testing.fixtures"]

# A package of somebody else; tests/house/test_strangers_package.py installs it and runs its tests.
collect_ignore = ["example_plugin"]

# A busy machine is no fault of what is tested.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")


def pytest_collection_finish() -> None:
    """What is loaded stays: as in the server, the collector need not look at it again and again."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def clocked(registry: Registry, database: TestDatabase) -> AsyncIterator[House]:
    """A house whose clock the tests set."""
    async with clocked_house(registry, database) as made:
        yield made
