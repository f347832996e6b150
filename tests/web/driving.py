"""Hands on a screen: keys, the focus, and waiting for what a page is to become."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Browser, Error, Page

from dapur.testing.companies import Actor
from tests.web.conftest import Server
from tests.web.screens import WIDE, Screen, a_screen

KEY = re.compile(r"(Control|Shift|Alt)\+.+|Enter|Tab|Escape|Home|End|F\d|Arrow\w+")


class Hands:
    """Somebody at a screen; paths are inside their company."""

    def __init__(self, screen: Screen) -> None:
        self.screen = screen
        self.page = screen.page
        self.base = screen.base
        self.violations = screen.violations

    async def open(self, path: str) -> Page:
        """Go there and wait until its scripts have run."""
        await self.page.goto(f"{self.screen.address}{self.base}/{path}", wait_until="load")
        return self.page

    async def keys(self, *names: str) -> None:
        """Press keys one after the other; what is no name of a key is typed."""
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

    def expect_wrong(self, *kinds: str) -> None:
        """Forget messages that belong to what is tried here, by how they begin."""
        self.screen.wrong[:] = [said for said in self.screen.wrong if not said.startswith(kinds)]

    async def _holds(self, condition: str) -> bool:
        try:
            return bool(await self.page.evaluate(f"() => Boolean({condition})"))
        except Error as problem:
            if "context was destroyed" not in str(problem):
                raise
            return False


@asynccontextmanager
async def driven(
    browser: Browser, server: Server, who: Actor, size: tuple[int, int] = WIDE, *, theme: str = "light", language: str = "id"
) -> AsyncIterator[Hands]:
    """A fresh browser profile with this person signed in."""
    async with a_screen(browser, server.address, who, size=size, theme=theme, language=language) as screen:
        screen.page.context.set_default_timeout(10_000)
        yield Hands(screen)
