"""A warehouse for every test, in a fresh company."""

import pytest_asyncio

from dapur.testing.companies import Actor
from tests.plugins.logistics.warehouse import Warehouse, open_warehouse


@pytest_asyncio.fixture(loop_scope="session")
async def warehouse(actor: Actor) -> Warehouse:
    """Empty."""
    return await open_warehouse(actor)
