"""A real browser on a real server, signed in: what the tests of scripts and styles drive."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page, async_playwright

from dapur.testing.companies import Actor
from tests.browser import arguments, environment, find_browser
from tests.web.conftest import Server
from tests.web.people import code_of, session_of

WIDE = (1440, 900)
PHONE = (390, 844)
KEY = re.compile(r"(Control|Shift|Alt)\+.+|Enter|Tab|Escape|Home|End|F\d|Arrow\w+")


class Screen:
    """A page in the browser; paths are inside the person's company."""

    def __init__(self, page: Page, address: str, code: str) -> None:
        self.page = page
        self.address = address
        self.code = code
        self.said: list[str] = []
        page.on("pageerror", lambda problem: self.said.append(str(problem)))

    async def open(self, path: str) -> Page:
        """Go there and wait until its scripts have run."""
        await self.page.goto(f"{self.address}/{self.code}/{path}", wait_until="load")
        return self.page

    async def keys(self, *names: str) -> None:
        """Press keys one after the other; a longer text is typed."""
        for name in names:
            if KEY.fullmatch(name):
                await self.page.keyboard.press(name)
            else:
                await self.page.keyboard.type(name)

    async def focused(self) -> str:
        """The id of what has the focus."""
        return str(await self.page.evaluate("() => document.activeElement?.id || ''"))

    async def until(self, condition: str, seconds: float = 10) -> None:
        """Wait until a condition of the page holds; fails when it never does."""
        async with asyncio.timeout(seconds):
            while not await self._holds(condition):
                await self.page.wait_for_timeout(25)

    async def _holds(self, condition: str) -> bool:
        try:
            return bool(await self.page.evaluate(f"() => Boolean({condition})"))
        except Exception as problem:
            if "context was destroyed" not in str(problem):
                raise
            return False

    async def violations(self) -> list[str]:
        """What axe finds, one line each."""
        found = await Axe().run(self.page)
        return [f"{v['id']}: {[n['target'] for n in v['nodes'][:3]]}" for v in found.response["violations"]]


@asynccontextmanager
async def screen(
    server: Server, who: Actor, size: tuple[int, int] = WIDE, *, dark: bool = False, language: str = "id-ID"
) -> AsyncIterator[Screen]:
    """A fresh browser for this person. Skips where no Chromium is found."""
    program = find_browser()
    if program is None:
        pytest.skip("no Chromium: python -m tests.browser --say tells how to get one")
    token, code = await session_of(who), await code_of(who)
    async with async_playwright() as driver:
        browser = await driver.chromium.launch(executable_path=program, args=arguments(), env=environment())  # type: ignore[arg-type]
        context = await browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme="dark" if dark else "light",
            has_touch=size == PHONE,
            locale=language,
        )
        context.set_default_timeout(10_000)
        await context.add_cookies([{"name": "dapur_session", "value": token, "url": server.address}])
        shown = Screen(await context.new_page(), server.address, code)
        yield shown
        assert not shown.said, f"the scripts failed: {shown.said}"
        await browser.close()
