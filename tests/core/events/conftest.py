"""A house in which the probe is installed."""

import sys
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from dapur import core_plugin
from dapur.house import House
from dapur.plugins.registry import build
from dapur.testing.companies import Actor, new_company
from dapur.testing.databases import TestDatabase
from tests.core.events import probe


@pytest_asyncio.fixture(loop_scope="session")
async def bell_house(database: TestDatabase) -> AsyncIterator[House]:
    """The core and the probe, on the worker's database."""
    registry = build([("core", core_plugin), ("probe", sys.modules[probe.__name__])])
    made = await House(registry, database.app_url, database.owner_url, pool_size=8).open()
    yield made
    await made.close()


@pytest_asyncio.fixture(loop_scope="session")
async def ringer(bell_house: House) -> Actor:
    """Somebody in a company where the probe is on."""
    return await new_company(bell_house, plugins=("probe",))


@pytest.fixture(autouse=True)
def nothing_fails() -> None:
    """Every test begins with a probe that works."""
    probe.FAILING.clear()
