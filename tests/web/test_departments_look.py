"""Every page of every installed department, with its demo data, in both languages and themes: axe, width, console, other hosts."""

import os
import re
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from dapur.contract import ListPage, Page, PublicPage, RecordPage
from dapur.plugins.registry import discover
from dapur.queries.plan import Wish
from dapur.testing.companies import Actor
from dapur.testing.lived_in import lived_in_house
from tests.web.conftest import serving
from tests.web.screens import PHONE, WIDE, a_screen, faults

pytestmark = pytest.mark.browser


@dataclass(frozen=True)
class Walk:
    """A company whose departments have done everything once, and a server that shows it."""

    actor: Actor
    address: str


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def walk() -> AsyncIterator[Walk]:
    """Made once for all tests here."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    registry = discover()
    async with lived_in_house(registry, f"dapur_walk_{worker}_{os.getpid()}", registry.names) as (actor, database):
        # More rows of the same show nothing else.
        await actor.perform("core.change_setting", name="core.rows_per_page", value=25)
        with serving(database, "dapur.server.app:served_app") as server:
            yield Walk(actor, server.address)


async def addresses(actor: Actor, plugin: str) -> list[str]:
    """Every page of the department; records and their forms with the first row of their list."""
    pages = actor.house.registry.pages[plugin]
    found = []
    for page in pages:
        if isinstance(page, PublicPage):
            continue
        key = await _first_key(actor, page, pages) if "{" in page.path else ""
        if key is not None:
            found.append(f"{plugin}/{re.sub(r'{[a-z]+}', key, page.path)}")
    return found


async def _first_key(actor: Actor, page: Page, pages: Sequence[Page]) -> str | None:
    shown = page if isinstance(page, RecordPage) else _record_beside(page, pages)
    if shown is None:
        return None
    rows = (await actor.page(shown.query, Wish(limit=1))).dicts()
    return str(rows[0][shown.query.key[0]]) if rows else None


def _record_beside(page: Page, pages: Sequence[Page]) -> RecordPage | ListPage | None:
    """The record page of the same thing, or the list of it where its page has a hand of its own."""
    place = page.path.partition("/{")[0]
    records = (p for p in pages if isinstance(p, RecordPage) and p.path.partition("/{")[0] == place)
    return next(records, None) or next((p for p in pages if isinstance(p, ListPage) and p.path == place), None)


Skin = tuple[str, str, tuple[int, int]]
SKINS: list[Skin] = [("id", "light", WIDE), ("en", "dark", PHONE)]
ALL_SKINS: list[Skin] = [
    (language, theme, size) for language in ("id", "en") for theme in ("light", "dark") for size in (WIDE, PHONE)
]
DEPARTMENTS = [name for name in discover().names if name not in ("core", "web", "indonesia")]


async def _faults(browser: Browser, walk: Walk, paths: Sequence[str], skin: Skin) -> dict[str, Any]:
    wrong = {}
    language, theme, size = skin
    async with a_screen(browser, walk.address, walk.actor, size=size, theme=theme, language=language) as screen:
        for path in paths:
            answer = await screen.page.goto(f"{walk.address}{screen.base}/{path}", wait_until="load")
            await screen.settle()
            if answer is None or answer.status != 200:
                wrong[path] = [f"answered {answer and answer.status}"]
            elif found := await faults(screen):
                wrong[path] = found
    return wrong


@pytest.mark.parametrize("turn", [0, 1])
@pytest.mark.parametrize("plugin", DEPARTMENTS)
async def test_ax1_mo1_every_page_of_a_department_in_one_skin_or_the_other(
    browser: Browser, walk: Walk, plugin: str, turn: int
) -> None:
    """Pages take turns, so that the suite stays short; every page in every skin: `make torture`."""
    assert await _faults(browser, walk, (await addresses(walk.actor, plugin))[turn::2], SKINS[turn]) == {}


@pytest.mark.torture
@pytest.mark.parametrize("skin", ALL_SKINS, ids=str)
@pytest.mark.parametrize("plugin", DEPARTMENTS)
async def test_ax1_mo1_every_page_of_a_department_in_every_skin(browser: Browser, walk: Walk, plugin: str, skin: Skin) -> None:
    assert await _faults(browser, walk, await addresses(walk.actor, plugin), skin) == {}


@pytest.mark.parametrize("plugin", DEPARTMENTS)
async def test_the_pages_of_a_department_are_all_tried(walk: Walk, plugin: str) -> None:
    pages = [page for page in walk.actor.house.registry.pages[plugin] if not isinstance(page, PublicPage)]

    assert sum(isinstance(p, ListPage) for p in pages) > 0
    # One with several keys in its address, or with a hand of its own, has a test of its own.
    assert len(await addresses(walk.actor, plugin)) >= 0.85 * len(pages)
