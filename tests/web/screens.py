"""Real browsers: a signed-in screen of some width, theme and language, which remembers what went wrong on it."""

import itertools
import os
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.async_api import Browser, ConsoleMessage, Page, Response, async_playwright

from dapur.testing.companies import Actor
from tests import browser as chromium
from tests.web.people import session_of

WIDE, PHONE = (1440, 900), (390, 844)
Skin = tuple[str, str, tuple[int, int]]
"""Language, theme and size."""
SKINS: list[Skin] = [("id", "light", WIDE), ("en", "dark", PHONE)]
ALL_SKINS: list[Skin] = list(itertools.product(("id", "en"), ("light", "dark"), (WIDE, PHONE)))
EVERY_SKIN = [pytest.param(*skin, marks=() if skin in SKINS else pytest.mark.torture) for skin in ALL_SKINS]
"""For `parametrize`: two of them in every run, all in the long tests."""
# Of rows that differ in their words alone two stay: axe needs half a second for fifty of one kind. What an attribute says is
# nothing but words, too; whether it is there is not.
THIN = """() => {
    for (const body of document.querySelectorAll("tbody, ul, ol, dl.facts")) {
        const seen = {};
        for (const row of [...body.children]) {
            const clone = row.cloneNode(true);
            for (const part of [clone, ...clone.querySelectorAll("*")]) {
                for (const { name } of [...part.attributes]) {
                    if (!["class", "role", "type", "aria-current", "aria-selected", "aria-pressed"].includes(name)) part.setAttribute(name, "");
                }
            }
            const kind = clone.outerHTML.replace(/>[^<]+</g, ">x<");
            seen[kind] = (seen[kind] || 0) + 1;
            if (seen[kind] > 2 && !row.matches("[aria-current]")) row.remove();
        }
    }
}"""
SHORT = "found => found.violations.map(v => `${v.id}: ${v.nodes.slice(0, 3).map(n => n.html.slice(0, 160)).join(' ')}`)"
# The menu, the top and the bottom bar, which every page of a company has alike.
SHELL = ["aside.side", "header.top", "nav.bottom-bar"]
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@dataclass
class Screen:
    """A page of a browser. `address`: the server; `base`: what every address in the company begins with."""

    page: Page
    address: str
    base: str
    wrong: list[str] = field(default_factory=list)
    has_axe: bool = False

    async def open(self, path: str) -> Response:
        """Go to a page of the company: its scripts have run, and what it announces that it is fetching is there."""
        answer = await self.page.goto(f"{self.address}{self.base}/{path}", wait_until="load")
        assert answer is not None, "only an address of the same document has no answer"
        if await self.page.evaluate("document.querySelector('.waiting') !== null"):
            await self.page.wait_for_function("!document.querySelector('.waiting')")
        return answer

    async def overflow(self) -> int:
        """By how many pixels the page is wider than the screen."""
        return int(await self.page.evaluate(WIDER))

    async def violations(self, but: Sequence[str] = ()) -> list[str]:
        """What axe finds, each with the elements. but: selectors of what is left out."""
        await self._axe_ready()
        left_out = [[selector] for selector in but]
        found = await self.page.evaluate(
            f"but => axe.run(but.length ? {{exclude: but}} : document, {{resultTypes: ['violations']}}).then({SHORT})", left_out
        )
        return [str(sentence) for sentence in found]

    async def _axe_ready(self) -> None:
        """Axe in this page; those that follow come with it, which is faster than sending it to each."""
        if not self.has_axe:
            await self.page.add_init_script(AXE_SCRIPT)
            self.has_axe = True
        if not await self.page.evaluate("'axe' in window"):
            await self.page.evaluate(AXE_SCRIPT)

    def listen(self) -> None:
        """Remember errors of scripts, messages on the console and requests to other hosts."""
        own = urlsplit(self.address).netloc
        self.page.on("pageerror", lambda error: self.wrong.append(f"script: {error}"))
        self.page.on("console", self._said)
        self.page.on(
            "request",
            lambda asked: self.wrong.append(f"other host: {asked.url}") if urlsplit(asked.url).netloc not in ("", own) else None,
        )

    def _said(self, message: ConsoleMessage) -> None:
        # A refused form (409, 422) and a missing page are answers; the browser logs them all the same.
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
            self.wrong.append(f"console: {message.text}")


async def faults(screen: Screen, *, shell: bool = True) -> list[str]:
    """What is wrong with the page as it stands. Without its shell where another page of the same walk showed that."""
    over = await screen.page.evaluate(f"() => {{ const over = {WIDER}; ({THIN})(); return over; }}")
    return [*(await screen.violations(but=() if shell else SHELL)), *([f"{over} px too wide"] if over > 0 else [])]


@asynccontextmanager
async def a_browser() -> AsyncIterator[Browser]:
    """Chromium; without one the test is skipped loudly, or fails where CI is set."""
    program = chromium.find_browser()
    if program is None:
        words = "NO BROWSER: the tests of the pages need Chromium (apt-get install chromium, or set DAPUR_BROWSER)"
        if os.environ.get("CI"):
            pytest.fail(words)
        pytest.skip(words)
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(
            executable_path=program, args=chromium.arguments(), env={k: str(v) for k, v in chromium.environment().items()}
        )
        yield opened
        await opened.close()


@asynccontextmanager
async def a_screen(
    browser: Browser,
    address: str,
    who: Actor | None,
    *,
    size: tuple[int, int] = WIDE,
    theme: str = "light",
    language: str = "id",
    script: bool = True,
) -> AsyncIterator[Screen]:
    """A fresh browser profile; `who` is signed in (nobody: None). Fails at the end for anything that went wrong."""
    width, height = size
    context = await browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if theme == "dark" else "light",
        locale=f"{language}-ID" if language == "id" else "en-GB",
        has_touch=width < 500,
        reduced_motion="reduce",
        java_script_enabled=script,
    )
    base = ""
    if who is not None:
        await prefer(who, language, theme)
        await context.add_cookies([{"name": "dapur_session", "value": await session_of(who), "url": address}])
        base = f"/{await who.code()}"
    screen = Screen(await context.new_page(), address, base)
    screen.listen()
    try:
        yield screen
        assert screen.wrong == []
    finally:
        await context.close()


async def prefer(who: Actor, language: str, theme: str) -> None:
    """Set this person's language and theme."""
    async with who.house.pools.write() as connection:
        await connection.execute(
            b"select core.set_preferences(%s, 'Uji Coba', %s, %s, true, true)", (who.scope.user, language, theme)
        )
