"""Parts that departments use and few pages have at once: ticked rows, long work, undo, files (UX sections 8, 12, 13)."""

import pytest
from playwright.async_api import Browser, expect

from dapur.testing.companies import Actor
from tests.web.conftest import Server
from tests.web.driving import driven
from tests.web.gallery import show_gallery
from tests.web.screens import PHONE, WIDE

pytestmark = pytest.mark.browser

WORKING = {"done": 1, "total": 4, "text": "Menghitung"}
FINISHED = {"done": 4, "total": 4, "text": "Selesai", "finished": True, "url": "/gallery/result"}


async def test_rows_are_ticked_singly_by_range_by_page_and_all(browser: Browser, server: Server, boss: Actor) -> None:
    """BU-1, BU-2: the bar says how many and how much, exactly."""
    async with driven(browser, server, boss) as shown:
        posted = await show_gallery(shown.page, server.address, {"/gallery-job": [FINISHED]})
        page, count = shown.page, shown.page.locator("[data-bulk-count]")
        await shown.keys("j", "x")
        await expect(count).to_have_text("1 dipilih · jumlah 1.000,5")
        await shown.keys("j", "j", "X")
        await expect(count).to_have_text("3 dipilih · jumlah 6.001,5")
        await page.locator("#page-tick").check()
        await expect(count).to_have_text("6 dipilih · jumlah 21.003")
        await page.locator("#t6").uncheck()
        assert await page.evaluate("() => document.querySelector('#page-tick').indeterminate")
        await shown.keys("A")
        await page.locator("#all").click()
        await expect(count).to_have_text("Pilih semua 142")
        await page.locator("#none").click()
        await expect(page.locator("[data-bulk]")).to_be_hidden()
        await page.locator("#t1").check()
        await page.locator("#t3").click(modifiers=["Shift"])
        await page.locator("#send").click()
        await page.wait_for_url("**/gallery-bulk")
        assert posted == ["/gallery-bulk row=1&row=2&row=3"]


async def test_long_work_shows_real_counts_and_ends_with_a_link(browser: Browser, server: Server, boss: Actor) -> None:
    """PR-2, PR-3."""
    async with driven(browser, server, boss) as shown:
        await show_gallery(shown.page, server.address, {"/gallery-job": [WORKING, WORKING, FINISHED]})
        await expect(shown.page.locator("[data-job-count]")).to_have_text("1 dari 4")
        await expect(shown.page.locator("#job a")).to_have_attribute("href", "/gallery/result")
        await expect(shown.page.locator("[data-job-text]")).to_have_text("Selesai")


async def test_undo_is_offered_and_also_on_z(browser: Browser, server: Server, boss: Actor) -> None:
    """FB-2."""
    async with driven(browser, server, boss) as shown:
        posted = await show_gallery(shown.page, server.address, {"/gallery-job": [FINISHED]})
        await expect(shown.page.locator(".toast")).to_contain_text("Draf dihapus.")
        await shown.keys("z")
        await shown.until("performance.getEntriesByType('navigation')[0].type === 'reload'")
        assert [line.split(" ")[0] for line in posted] == ["/gallery-undo"]


async def test_a_file_that_is_refused_says_why_beside_its_name(browser: Browser, server: Server, boss: Actor) -> None:
    """RC-7: each file has its own problem; the others go through."""
    async with driven(browser, server, boss) as shown:
        await show_gallery(shown.page, server.address, {"/gallery-job": [FINISHED], "/gallery-upload": [{"status": 422}, {}]})
        files = [{"name": name, "mimeType": "text/plain", "buffer": b"x"} for name in ("satu.txt", "dua.txt")]
        await shown.page.locator("#file").set_input_files(files)  # type: ignore[arg-type]
        await expect(shown.page.locator(".uploads li")).to_have_count(1)
        await expect(shown.page.locator(".uploads .error")).to_be_visible()


async def test_columns_are_ordered_by_buttons(browser: Browser, server: Server, boss: Actor) -> None:
    """LS-11."""
    async with driven(browser, server, boss) as shown:
        await show_gallery(shown.page, server.address, {"/gallery-job": [FINISHED]})
        await shown.page.locator("#a-down").click()
        assert (
            await shown.page.evaluate("() => [...document.querySelectorAll('[name=column]')].map((b) => b.value).join()") == "b,a"
        )
        assert await shown.focused() == "a-down"


async def test_a_wide_grid_starts_with_the_columns_that_are_walked(browser: Browser, server: Server, boss: Actor) -> None:
    """GR-5: F2 opens the others; what holds something always shows; new lines fold alike."""
    async with driven(browser, server, boss) as shown:
        await show_gallery(shown.page, server.address, {"/gallery-job": [FINISHED]})
        page = shown.page
        await expect(page.locator("#f-lines-0-kredit")).to_be_visible()
        await expect(page.locator("#f-lines-0-kurs")).to_be_hidden()
        await page.locator("#f-lines-0-akun").fill("1101")
        await page.locator("#add").click()
        assert await shown.focused() == "f-lines-1-akun"
        await expect(page.locator("#f-lines-1-kurs")).to_be_hidden()
        await shown.keys("F2")
        assert await shown.focused() == "f-lines-1-kurs"
        await page.locator("[data-fold]").click()
        await expect(page.locator("#f-lines-0-kurs")).to_be_hidden()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
async def test_every_part_is_readable(browser: Browser, server: Server, boss: Actor, size: tuple[int, int], theme: str) -> None:
    """AX-1, L1, LS-16: badges, notices and flows on plain, ticked and pointed-at rows."""
    async with driven(browser, server, boss, size, theme=theme) as shown:
        await show_gallery(shown.page, server.address, {"/gallery-job": [WORKING]})
        await shown.page.locator("#t2").check(force=True)
        await shown.page.locator("#t3").check(force=True)
        assert await shown.violations() == []
        assert await shown.screen.overflow() <= 0
