"""Every page of every installed department, with its demo data, in every skin: axe, width, console, other hosts."""

import re
from collections.abc import Sequence
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from dapur.contract import ListPage, Page, PublicPage, RecordPage
from dapur.house import House
from dapur.plugins.registry import discover
from dapur.queries.plan import Wish
from dapur.testing.companies import Actor
from dapur.testing.lived_in import new_lived_in
from tests.web.conftest import Server
from tests.web.screens import PHONE, WIDE, a_screen
from tests.web.test_looks import SKINS, faults

pytestmark = pytest.mark.browser


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def lived_in(house: House) -> Actor:
    """A company whose departments have done everything once."""
    return await new_lived_in(house)


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


DEPARTMENTS = [name for name in discover().names if name not in ("core", "web", "indonesia")]
TWO_SKINS = (("id", "light", WIDE), ("en", "dark", PHONE))
"""Both languages, themes and widths."""


async def _faults(browser: Browser, server: Server, actor: Actor, paths: Sequence[str], skin: Any) -> dict[str, list[str]]:
    language, theme, size = skin
    wrong = {}
    async with a_screen(browser, server.address, actor, size=size, theme=theme, language=language) as screen:
        for path in paths:
            answer = await screen.page.goto(f"{server.address}{screen.base}/{path}", wait_until="load")
            await screen.page.wait_for_function("!document.querySelector('.waiting')")
            if answer is None or answer.status != 200:
                wrong[path] = [f"answered {answer and answer.status}"]
            elif found := await faults(screen):
                wrong[path] = found
    return wrong


@pytest.mark.parametrize("plugin", DEPARTMENTS)
@pytest.mark.parametrize("turn", [0, 1])
async def test_ax1_mo1_every_page_of_a_department_in_one_skin_or_the_other(
    browser: Browser, server: Server, lived_in: Actor, plugin: str, turn: int
) -> None:
    """Pages take turns, so that the suite stays short; every page in every skin: `make torture`."""
    pages = (await addresses(lived_in, plugin))[turn::2]

    assert await _faults(browser, server, lived_in, pages, TWO_SKINS[turn]) == {}


@pytest.mark.torture
@pytest.mark.parametrize("plugin", DEPARTMENTS)
@pytest.mark.parametrize("skin", SKINS, ids=str)
async def test_ax1_mo1_every_page_of_a_department_in_every_skin(
    browser: Browser, server: Server, lived_in: Actor, plugin: str, skin: Any
) -> None:
    assert await _faults(browser, server, lived_in, await addresses(lived_in, plugin), skin) == {}


@pytest.mark.parametrize("plugin", DEPARTMENTS)
async def test_the_pages_of_a_department_are_all_tried(lived_in: Actor, plugin: str) -> None:
    pages = [page for page in lived_in.house.registry.pages[plugin] if not isinstance(page, PublicPage)]

    assert sum(isinstance(p, ListPage) for p in pages) > 0
    # One with several keys in its address, or with a hand of its own, has a test of its own.
    assert len(await addresses(lived_in, plugin)) >= 0.85 * len(pages)
