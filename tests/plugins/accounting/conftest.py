"""Books for every test: the Indonesian chart in a fresh company."""

import pytest_asyncio

from dapur.testing.companies import Actor
from tests.plugins.accounting.books import Books, open_books


@pytest_asyncio.fixture(loop_scope="session")
async def books(actor: Actor) -> Books:
    """The books of a company that begins today."""
    return await open_books(actor)
