"""How pages look: no axe violation, no sideways scrolling, light and dark, wide and phone (UX sections 15 and 16)."""

import pytest

from dapur.testing.companies import Actor
from tests.web.conftest import Server
from tests.web.driving import PHONE, WIDE, screen

pytestmark = pytest.mark.browser

PAGES = ("", "pantry/jars", "pantry/jars?q=tidakada", "pantry/jars/new", "pantry/stock", "nothing/here")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
async def test_no_page_has_a_violation_or_scrolls_sideways(
    server: Server, boss: Actor, size: tuple[int, int], dark: bool
) -> None:
    """AX-1, MO-1, L1 to L3."""
    async with screen(server, boss, size, dark=dark) as shown:
        for path in PAGES:
            page = await shown.open(path)
            assert await shown.violations() == [], path
            assert not await page.evaluate("() => document.documentElement.scrollWidth > innerWidth"), path


async def test_open_layers_have_no_violation(server: Server, boss: Actor) -> None:
    """AX-1: palette, filter, columns, account."""
    async with screen(server, boss) as shown:
        page = await shown.open("pantry/jars")
        for opener in ("#filter-menu > summary", "#columns-menu > summary", "#account > summary", "#open-palette"):
            await page.locator(opener).click()
            assert await shown.violations() == [], opener
            await shown.keys("Escape")


async def test_targets_on_the_phone_are_large_enough(server: Server, boss: Actor) -> None:
    """MO-4: 44 px for what stands alone; AX-6: at least 24 px for the rest."""
    async with screen(server, boss, PHONE) as shown:
        for path in ("pantry/jars", "pantry/jars/new"):
            page = await shown.open(path)
            small = await page.evaluate(
                """() => [...document.querySelectorAll(":is(.btn, .input, .icon-button, .bottom-bar > *, .menu-item, summary.chip)")]
                .filter((e) => e.checkVisibility() && !e.closest(".side"))
                .filter((e) => e.getBoundingClientRect().height < 38)
                .map((e) => e.id || e.className)"""
            )
            assert small == [], path


async def test_the_theme_follows_the_choice_at_once(server: Server, actor: Actor) -> None:
    """The device's choice counts until the person chooses."""
    async with screen(server, actor, dark=True) as shown:
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


async def test_paper_shows_no_shell(server: Server, boss: Actor) -> None:
    """CH-8."""
    async with screen(server, boss, dark=True) as shown:
        page = await shown.open("pantry/stock")
        await page.emulate_media(media="print")
        for part in ("#side", ".top", ".head .acts", ".report-filter"):
            assert not await page.locator(part).first.is_visible(), part
        assert await page.locator("#report").is_visible()
        assert await page.evaluate("() => getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
