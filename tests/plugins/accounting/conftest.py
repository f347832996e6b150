"""Books for every test: the Indonesian chart in a fresh company."""

import pytest
import pytest_asyncio

from dapur.testing.companies import Actor
from tests.plugins.accounting.books import Books, open_books
from tests.plugins.accounting.sql_ledger import SqlLedger, new_ledger


@pytest_asyncio.fixture(loop_scope="session")
async def books(actor: Actor) -> Books:
    """The books of a company that begins today."""
    return await open_books(actor)


@pytest.fixture
def ledger(actor: Actor, app_url: str) -> SqlLedger:
    """Our ledger by plain SQL."""
    return new_ledger(actor, app_url)


@pytest.fixture
def foreign(other: Actor, app_url: str) -> SqlLedger:
    """Another company's."""
    return new_ledger(other, app_url)
