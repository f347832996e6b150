"""Sizes of targets, the theme, paper (UX sections 14 to 16)."""

import pytest
from playwright.async_api import Browser

from dapur.testing.companies import Actor
from tests.web.conftest import Server
from tests.web.driving import driven
from tests.web.screens import PHONE

pytestmark = pytest.mark.browser


async def test_targets_on_the_phone_are_large_enough(browser: Browser, server: Server, boss: Actor) -> None:
    """MO-4: 44 px for what stands alone; AX-6: at least 24 px for the rest."""
    async with driven(browser, server, boss, PHONE) as shown:
        for path in ("pantry/jars", "pantry/jars/new"):
            page = await shown.open(path)
            small = await page.evaluate(
                """() => [...document.querySelectorAll(":is(.btn, .input, .icon-button, .bottom-bar > *, .menu-item, summary.chip)")]
                .filter((e) => e.checkVisibility() && !e.closest(".side"))
                .filter((e) => e.getBoundingClientRect().height < 38)
                .map((e) => e.id || e.className)"""
            )
            assert small == [], path


async def test_the_theme_follows_the_choice_at_once(browser: Browser, server: Server, actor: Actor) -> None:
    """The device's choice counts until the person chooses."""
    async with driven(browser, server, actor, theme="dark") as shown:
        page = await shown.open("")
        ground = "() => getComputedStyle(document.body).backgroundColor"
        dark = await page.evaluate(ground)
        await page.locator("#account > summary").click()
        await page.locator("#theme-light").click()
        await shown.until("document.documentElement.dataset.theme === 'light'")
        light = await page.evaluate(ground)
        assert light != dark
        await page.wait_for_load_state("networkidle")
        await page.reload()
        assert await page.evaluate(ground) == light


async def test_paper_shows_no_shell(browser: Browser, server: Server, boss: Actor) -> None:
    """CH-8."""
    async with driven(browser, server, boss, theme="dark") as shown:
        page = await shown.open("pantry/stock")
        await page.emulate_media(media="print")
        for part in ("#side", ".top", ".head .acts", ".report-filter"):
            assert not await page.locator(part).first.is_visible(), part
        assert await page.locator("#report").is_visible()
        assert await page.evaluate("() => getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
