"""Working by keyboard: the palette, the rows of a list, the list of keys, and switching keys off (UX sections 6 and 7)."""

import re

import pytest
from playwright.async_api import Browser, expect

from dapur.testing.companies import Actor
from tests.web.conftest import Server
from tests.web.driving import driven

pytestmark = pytest.mark.browser


async def test_the_palette_opens_before_any_request_and_goes_where_enter_says(
    browser: Browser, server: Server, boss: Actor
) -> None:
    """PA-1, PA-2, PA-6."""
    async with driven(browser, server, boss) as shown:
        page = await shown.open("pantry/jars")
        await page.route("**/_search?*", lambda route: route.abort())
        await page.focus("#new")
        await shown.keys("Control+k")
        await expect(page.locator(".palette-item").first).to_have_text(re.compile("Stoples baru"))
        await shown.keys("Escape")
        assert await shown.focused() == "new"
        await shown.keys("Control+k", "resep")
        await expect(page.locator('.palette-item[aria-selected="true"]')).to_have_text(re.compile("Resep"))
        await shown.keys("Enter")
        await page.wait_for_url(re.compile("/pantry/recipe$"))


async def test_enter_waits_for_the_answer_to_what_was_typed(browser: Browser, server: Server, boss: Actor) -> None:
    """PA-4: never opens a row of an older answer."""
    async with driven(browser, server, boss) as shown:
        page = await shown.open("pantry/jars")

        async def answer(route) -> None:  # type: ignore[no-untyped-def]
            typed = route.request.url.partition("q=")[2]
            await route.fulfill(
                json={"items": [{"title": f"Hasil {typed}", "url": f"{shown.base}/pantry/jars?q={typed}", "icon": "file"}]}
            )

        await page.route("**/_search?*", answer)
        await shown.keys("Control+k", "zzq", "Enter")
        await page.wait_for_url(re.compile(r"\?q=zzq$"))


async def test_rows_are_walked_opened_and_found_again(browser: Browser, server: Server, boss: Actor) -> None:
    """LS-4, section 7: j, k, Enter, u."""
    async with driven(browser, server, boss) as shown:
        page = await shown.open("pantry/jars")
        await shown.keys("j", "j", "k", "j")
        number = await page.locator("tr.cursor .row-link").inner_text()
        await shown.keys("Enter")
        await expect(page.locator("h1")).to_have_text(number)
        await shown.keys("u")
        await page.wait_for_url(re.compile("/pantry/jars$"))
        await expect(page.locator("tr.cursor .row-link")).to_have_text(number)


async def test_search_filters_while_typing_and_stays_in_the_address(browser: Browser, server: Server, boss: Actor) -> None:
    """LS-1, LS-6: the text stays, the caret stays, the count is said."""
    async with driven(browser, server, boss) as shown:
        page = await shown.open("pantry/jars")
        await shown.keys("/", "nanas 1")
        await shown.until("location.search.includes('q=nanas')")
        await expect(page.locator("#rows tbody tr")).not_to_have_count(50)
        assert await shown.focused() == "find"
        await shown.until("document.querySelector('#polite').textContent.includes('Stoples')")
        await page.locator("#sort-name").click()
        await shown.until("location.search.includes('sort=')")
        await page.go_back()
        await shown.until("!location.search.includes('sort=')")
        await expect(page.locator("#find")).to_have_value("nanas 1")


async def test_the_list_of_keys_names_what_this_page_has(browser: Browser, server: Server, boss: Actor) -> None:
    """KB-3."""
    async with driven(browser, server, boss) as shown:
        page = await shown.open("pantry/jars")
        await shown.keys("?")
        listed = page.locator("#key-list")
        await expect(listed).to_contain_text("Stoples baru")
        await expect(listed).to_contain_text("Baris berikutnya")
        assert await shown.violations() == []


async def test_character_keys_are_dead_in_fields_and_when_switched_off(browser: Browser, server: Server, boss: Actor) -> None:
    """KB-2, KB-4."""
    async with driven(browser, server, boss) as shown:
        page = await shown.open("pantry/jars")
        await page.focus("#find")
        await shown.keys("?")
        await expect(page.locator("#key-list")).to_have_count(0)
        await page.evaluate("() => { document.documentElement.dataset.keys = 'off'; document.activeElement.blur(); }")
        await shown.keys("j", "?")
        await expect(page.locator("tr.cursor")).to_have_count(0)
        await expect(page.locator("#key-list")).to_have_count(0)
        await shown.keys("Control+k")
        await expect(page.locator("dialog.palette[open]")).to_have_count(1)
