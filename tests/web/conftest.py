"""The web's tests: a real server process with the pantry beside the installed departments, and real browsers."""

import os
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest
import pytest_asyncio
from playwright.async_api import Browser

from dapur.house import House
from dapur.plugins.registry import Registry
from dapur.testing.companies import Actor, new_company
from dapur.testing.databases import TestDatabase, drop_database, fresh_database
from tests.serving import free_port
from tests.web.browsing import Visitor, visit
from tests.web.furnishing import furnish
from tests.web.pantry.serving import registry_with_pantry
from tests.web.screens import Screen, a_browser, a_screen

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def registry() -> Registry:
    """The installed plugins and the pantry."""
    return registry_with_pantry()


@pytest.fixture(scope="session")
def database(registry: Registry) -> Iterator[TestDatabase]:
    """A migrated database of this worker's own."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    made = fresh_database(registry, f"dapur_web_{worker}_{os.getpid()}")
    yield made
    drop_database(made)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def house(registry: Registry, database: TestDatabase) -> AsyncIterator[House]:
    """A process of our own on the same database as the server's: for making companies and looking at what was saved."""
    made = await House(registry, database.app_url, database.owner_url, pool_size=4).open()
    yield made
    await made.close()


@pytest_asyncio.fixture(loop_scope="session")
async def actor(house: House) -> Actor:
    """Somebody with every right in a fresh company."""
    return await new_company(house)


@pytest_asyncio.fixture(loop_scope="session")
async def other(house: House) -> Actor:
    """The same in another company."""
    return await new_company(house)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def boss(house: House) -> Actor:
    """The administrator of the company that most tests only look at."""
    made = await new_company(house, name="PT Lemari Manis", is_demo=True)
    await furnish(made)
    return made


@dataclass(frozen=True)
class Server:
    """A running server process."""

    address: str
    database: TestDatabase


@contextmanager
def serving(database: TestDatabase, app: str) -> Iterator[Server]:
    """A server in a process of its own, as `dapur serve` runs it. `app`: what makes the application."""
    port = free_port()
    environment = {**os.environ, "DATABASE_URL": database.app_url, "DATABASE_OWNER_URL": database.owner_url}
    command = [sys.executable, "-m", "granian", "--interface", "asgi", "--factory", "--no-ws", "--port", str(port)]
    process = subprocess.Popen([*command, "--log-level", "warning", app], cwd=ROOT, env=environment)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(address, process)
        yield Server(address, database)
    finally:
        process.terminate()
        process.wait(timeout=60)


@pytest.fixture(scope="session")
def server(database: TestDatabase) -> Iterator[Server]:
    """The server with the pantry."""
    with serving(database, "tests.web.pantry.serving:app") as running:
        yield running


def _wait_for(address: str, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + 90
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with {process.returncode}")
        try:
            if httpx.get(f"{address}/health", timeout=5).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise RuntimeError("the server did not start within 90 s")


@pytest_asyncio.fixture(loop_scope="session")
async def visitor(boss: Actor) -> AsyncIterator[Visitor]:
    """The administrator of the company that tests only look at."""
    made = await visit(boss)
    yield made
    await made.client.aclose()


@pytest_asyncio.fixture(loop_scope="session")
async def owner(actor: Actor) -> AsyncIterator[Visitor]:
    """The administrator of a company of this test's own."""
    made = await visit(actor)
    yield made
    await made.client.aclose()


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The statements that this process sends, less what only says who asks."""
    sent: list[str] = []
    execute = psycopg.AsyncConnection.execute

    async def counted(self: Any, query: Any, *args: Any, **options: Any) -> Any:
        text = query.decode() if isinstance(query, bytes) else str(query)
        if "core.begin_read" not in text:
            sent.append(text)
        return await execute(self, query, *args, **options)

    monkeypatch.setattr(psycopg.AsyncConnection, "execute", counted)
    return sent


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """One Chromium for all tests; each test opens screens of its own."""
    async with a_browser() as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="session")
async def screen(browser: Browser, server: Server, boss: Actor) -> AsyncIterator[Screen]:
    """A wide screen of the administrator of the company that tests only look at."""
    async with a_screen(browser, server.address, boss) as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="session")
async def desk(browser: Browser, server: Server, actor: Actor) -> AsyncIterator[Screen]:
    """A wide screen of the administrator of a company of this test's own."""
    async with a_screen(browser, server.address, actor) as opened:
        yield opened
