"""A company with people."""

import pytest_asyncio

from dapur.testing.companies import Actor
from tests.plugins.hr.staff import Staff, staff_of


@pytest_asyncio.fixture(loop_scope="session")
async def staff(actor: Actor) -> Staff:
    """A fresh company, nobody hired yet."""
    return await staff_of(actor)
