"""Every page of every installed department, with its demo data, in both languages and themes: axe, width, console, other hosts."""

import os
import re
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from dapur.contract import ListPage, PublicPage
from dapur.plugins.registry import discover
from dapur.testing.companies import Actor
from dapur.testing.lived_in import lived_in_house
from dapur.testing.visits import addresses_of
from tests.web.conftest import serving
from tests.web.screens import ALL_SKINS, SKINS, Skin, a_screen, faults

pytestmark = pytest.mark.browser


@dataclass(frozen=True)
class Walk:
    """A company whose departments have done everything once, and a server that shows it."""

    actor: Actor
    address: str
    paths: Sequence[str]
    """Every page; records and their forms with a row that is there."""

    def of(self, plugin: str) -> Sequence[str]:
        """Those of one department."""
        return [path for path in self.paths if path.startswith(f"{plugin}/")]


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def walk() -> AsyncIterator[Walk]:
    """Made once for all tests here."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    registry = discover()
    async with lived_in_house(registry, f"dapur_walk_{worker}_{os.getpid()}", registry.names) as (actor, database):
        # More rows of the same show nothing else.
        await actor.perform("core.change_setting", name="core.rows_per_page", value=25)
        with serving(database, "dapur.server.app:served_app") as server:
            yield Walk(actor, server.address, await addresses_of(actor))


NO_ROW = "the company that is lived in has no row of it"
NO_LIST = "no query has the ids at this place"
EXCEPTED: dict[str, dict[str, str]] = {
    "base": {
        "approvals/{id}": NO_ROW,
        "all-approvals/{id}": NO_ROW,
        "deputies/{id}": NO_ROW,
        "approval-rules/new/{kind}": "the key is no row's",
        "approval-rules/{id}": NO_ROW,
        "approval-rules/{id}/edit": NO_ROW,
        "addresses/{id}/edit": NO_LIST,
        "identifiers/{id}/edit": NO_LIST,
    },
    "accounting": {},
    "hr": {},
    "logistics": {"lots/{id}": NO_ROW, "receipts/{receipt}/bill": NO_LIST},
    "it": {
        "mail/{id}": NO_ROW,
        "my/new/{type}": NO_LIST,
        "scan/{label}": "the key is no row's",
        "levels/{id}": NO_ROW,
        "mailboxes/{id}": NO_ROW,
        "mailboxes/{id}/edit": NO_ROW,
    },
    "training": {"catalogue/{id}": NO_LIST, "learn/{id}": NO_LIST, "quiz/{id}": NO_LIST},
    "administration": {"feeds/{id}": NO_ROW},
}
"""Pages by department that nobody looks at here, and why."""
DEPARTMENTS = [name for name in discover().names if name not in ("core", "web", "indonesia")]


async def _faults(browser: Browser, walk: Walk, paths: Sequence[str], skin: Skin) -> dict[str, Any]:
    wrong = {}
    language, theme, size = skin
    async with a_screen(browser, walk.address, walk.actor, size=size, theme=theme, language=language) as screen:
        for path in paths:
            answer = await screen.open(path)
            if answer.status != 200:
                wrong[path] = [f"answered {answer.status}"]
            # The first shows the shell, which is the same on all that follow.
            elif found := await faults(screen, shell=path == paths[0]):
                wrong[path] = found
    return wrong


@pytest.mark.parametrize("turn", [0, 1])
@pytest.mark.parametrize("plugin", DEPARTMENTS)
async def test_ax1_mo1_every_page_of_a_department_in_one_skin_or_the_other(
    browser: Browser, walk: Walk, plugin: str, turn: int
) -> None:
    """Pages take turns, so that the suite stays short; every page in every skin: `make torture`."""
    assert await _faults(browser, walk, walk.of(plugin)[turn::2], SKINS[turn]) == {}


@pytest.mark.torture
@pytest.mark.parametrize("skin", ALL_SKINS, ids=str)
@pytest.mark.parametrize("plugin", DEPARTMENTS)
async def test_ax1_mo1_every_page_of_a_department_in_every_skin(browser: Browser, walk: Walk, plugin: str, skin: Skin) -> None:
    assert await _faults(browser, walk, walk.of(plugin), skin) == {}


@pytest.mark.parametrize("plugin", DEPARTMENTS)
def test_the_pages_of_a_department_are_all_tried(walk: Walk, plugin: str) -> None:
    pages = [page for page in walk.actor.house.registry.pages[plugin] if not isinstance(page, PublicPage)]
    tried = walk.of(plugin)
    patterns = {page.path: re.compile(f"{plugin}/" + re.sub(r"{\w+}", r"\\d+", page.path)) for page in pages}
    untried = {path for path, pattern in patterns.items() if not any(pattern.fullmatch(each) for each in tried)}

    assert sum(isinstance(p, ListPage) for p in pages) > 0
    assert untried == EXCEPTED[plugin].keys()
