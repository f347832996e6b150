"""The fixtures that everyone knows: registry, database, house, actor, other; lived_in and its stranger."""

import os
from collections.abc import AsyncIterator, Iterator, Sequence
from uuid import uuid4

import pytest
import pytest_asyncio

from dapur.house import House
from dapur.plugins.registry import Registry, discover
from dapur.testing.companies import Actor, new_company
from dapur.testing.databases import TestDatabase, drop_database, fresh_database
from dapur.testing.lived_in import RUN, drop_templates, lived_in_house


@pytest.fixture(scope="session")
def registry() -> Registry:
    """All installed plugins."""
    found = discover()
    found.check()
    return found


@pytest.fixture(scope="session")
def database(registry: Registry, request: pytest.FixtureRequest) -> Iterator[TestDatabase]:
    """A migrated database of this worker's own."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    made = fresh_database(registry, f"dapur_test_{worker}_{os.getpid()}")
    yield made
    drop_database(made)


@pytest.fixture(scope="session")
def app_url(database: TestDatabase) -> str:
    """The worker's database as the application's role."""
    return database.app_url


@pytest.fixture(scope="session")
def owner_url(database: TestDatabase) -> str:
    """The worker's database as its owner."""
    return database.owner_url


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def house(registry: Registry, database: TestDatabase) -> AsyncIterator[House]:
    """The running process, on the worker's database."""
    made = await House(registry, database.app_url, database.owner_url, pool_size=16).open()
    yield made
    await made.close()


@pytest_asyncio.fixture(loop_scope="session")
async def actor(house: House) -> Actor:
    """Somebody with every right in a fresh company with every plugin on."""
    return await new_company(house)


@pytest_asyncio.fixture(loop_scope="session")
async def other(house: House) -> Actor:
    """The same in another company."""
    return await new_company(house)


@pytest.fixture(scope="session")
def living(registry: Registry) -> Sequence[str]:
    """Plugins whose demo and operations fill `lived_in`: all. A plugin's own tests may override this with fewer names."""
    return registry.names


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def lived_in(registry: Registry, living: Sequence[str]) -> AsyncIterator[Actor]:
    """Somebody with every right in a company that has data of every plugin in `living`, in a database of its own.

    It is the same for all tests, so leave its rows alone.
    """
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    async with lived_in_house(registry, f"dapur_lived_{worker}_{os.getpid()}", living) as (actor, _database):
        yield actor


@pytest_asyncio.fixture(loop_scope="session")
async def stranger(lived_in: Actor) -> Actor:
    """Somebody with every right in another company of the same database."""
    return await new_company(lived_in.house)


def pytest_configure(config: pytest.Config) -> None:
    """The one that starts the others names the run."""
    if not hasattr(config, "workerinput"):
        os.environ[RUN] = uuid4().hex


def pytest_sessionfinish(session: pytest.Session) -> None:
    """The last one cleans up."""
    if not hasattr(session.config, "workerinput"):
        drop_templates()
