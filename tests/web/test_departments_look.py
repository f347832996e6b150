"""Every page of every installed department, with its demo data, in every skin: axe, width, console, other hosts."""

import re
from collections.abc import Sequence

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from dapur.contract import ListPage, Page, RecordPage
from dapur.house import House
from dapur.queries.plan import Wish
from dapur.testing.companies import Actor
from dapur.testing.lived_in import new_lived_in
from tests.web.conftest import Server
from tests.web.screens import a_screen
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


@pytest.mark.parametrize("plugin", ["base", "accounting", "hr", "it"])
@pytest.mark.parametrize("language,theme,size", SKINS)
async def test_ax1_mo1_every_page_of_a_department_in_every_skin(
    browser: Browser, server: Server, lived_in: Actor, plugin: str, language: str, theme: str, size: tuple[int, int]
) -> None:
    wrong = {}
    async with a_screen(browser, server.address, lived_in, size=size, theme=theme, language=language) as screen:
        for path in await addresses(lived_in, plugin):
            answer = await screen.page.goto(f"{server.address}{screen.base}/{path}", wait_until="networkidle")
            if answer is None or answer.status != 200:
                wrong[path] = [f"answered {answer and answer.status}"]
            elif found := await faults(screen):
                wrong[path] = found
    assert wrong == {}


@pytest.mark.parametrize("plugin", ["base", "accounting", "hr", "it"])
async def test_the_pages_of_a_department_are_all_tried(lived_in: Actor, plugin: str) -> None:
    pages = lived_in.house.registry.pages[plugin]

    assert sum(isinstance(p, ListPage) for p in pages) > 0
    assert len(await addresses(lived_in, plugin)) >= len(pages) - 1
