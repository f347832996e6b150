"""A house in which the probe is installed, and short ways to import into it."""

import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from dapur import core_plugin
from dapur.house import House
from dapur.imports.from_file import ImportOutcome, import_file
from dapur.plugins.registry import build
from dapur.testing.companies import Actor, new_company
from dapur.testing.databases import TestDatabase
from tests.core.imports import probe

HEAD = "reference,on,account,amount\n"
Importer = Callable[..., Awaitable[ImportOutcome]]


@pytest_asyncio.fixture(loop_scope="session")
async def slip_house(database: TestDatabase) -> AsyncIterator[House]:
    """The core and the probe, on the worker's database."""
    registry = build([("core", core_plugin), ("probe", sys.modules[probe.__name__])])
    made = await House(registry, database.app_url, database.owner_url, pool_size=8).open()
    yield made
    await made.close()


@pytest_asyncio.fixture(loop_scope="session")
async def clerk(slip_house: House) -> Actor:
    """Somebody in a company where the probe is on."""
    return await new_company(slip_house, plugins=("probe",))


@pytest.fixture(params=["probe.slips", "probe.single"])
def importing(request: pytest.FixtureRequest, clerk: Actor, tmp_path: Path) -> Importer:
    """Import a text (with headings unless it has its own) as a CSV, with and without a batch operation."""

    async def run(content: str | bytes, name: str = "slips.csv", **more: Any) -> ImportOutcome:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else (HEAD + content).encode())
        return await import_file(clerk.house, clerk.scope, request.param, path, **more)

    return run


async def kept(actor: Actor) -> list[str]:
    """References of the slips that are kept."""
    reader = await actor.reader()
    rows = await reader.rows(
        "select message from core.notice where company_id = %s and kind = 'slip' order by id", actor.scope.company
    )
    return [reference for (reference,) in rows]


def slips(count: int, first: int = 1) -> str:
    """So many good slips of two lines."""
    return "".join(f"A-{n},2026-01-02,kas,{n}.50\nA-{n},2026-01-02,beban,-{n}.50\n" for n in range(first, first + count))
