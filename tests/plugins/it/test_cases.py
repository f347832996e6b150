"""The cases of IT that the product passes, through its operations."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from dapur.house import House
from dapur.plugins.registry import Registry
from dapur.testing.databases import TestDatabase
from tests.cases.__main__ import OWN
from tests.cases.files import read_case_file
from tests.cases.it import make_adapter
from tests.cases.runner import run_case
from tests.clock import set_clock

CASES = read_case_file(OWN / "it.yaml")


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def clocked(registry: Registry, database: TestDatabase) -> AsyncIterator[House]:
    """A house whose clock the cases set."""
    made = await House(registry, database.app_url, database.owner_url, pool_size=4, clock_is_set=True).open(follow=False)
    yield made
    set_clock(database, None)
    await made.close()


@pytest.mark.parametrize("name", CASES.cases)
async def test_the_case_passes(clocked: House, database: TestDatabase, name: str) -> None:
    verdict = await run_case(CASES, CASES.cases[name], make_adapter(clocked, database))

    assert verdict.state == "passed", verdict.line()
