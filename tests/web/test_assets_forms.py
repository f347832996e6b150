"""Entering: fields, comboboxes, the line grid, unsaved work, saving once (UX sections 4 and 5)."""

import asyncio
import re
from datetime import date
from decimal import Decimal

import pytest
from playwright.async_api import Browser, Page, Route, expect

from dapur.testing.companies import Actor
from tests.web.conftest import Server
from tests.web.driving import Hands, driven

pytestmark = pytest.mark.browser

RECORD = re.compile(r"/jars/\d+(\?.*)?$")


async def shelves(who: Actor) -> int:
    """Two shelves; returns the first."""
    first = (await who.perform("pantry.add_shelf", code="A", name="Rak atas")).id
    await who.perform("pantry.add_shelf", code="B", name="Rak bawah")
    return int(first)


async def number_of_jars(who: Actor) -> int:
    """How many there are."""
    found = await (await who.reader()).rows("select count(*) from pantry.jar where company_id = %s", who.scope.company)
    return int(found[0][0])


async def pick(page: Page, field: str, code: str) -> None:
    """Type an exact code and leave the field."""
    await page.locator(field).fill(code)
    await page.keyboard.press("Tab")
    await expect(page.locator(field)).to_have_value(re.compile(f"^{code} "))


async def head(shown: Hands, name: str = "Selai uji") -> Page:
    """A new jar with its head filled in."""
    page = await shown.open("pantry/jars/new")
    await page.locator("#f-name").fill(name)
    await pick(page, "#f-shelf", "A")
    await page.locator("#f-price").fill("12500")
    return page


async def test_enter_walks_the_fields_and_never_saves(browser: Browser, server: Server, actor: Actor) -> None:
    """FV-5, FV-8, FV-9."""
    await shelves(actor)
    async with driven(browser, server, actor) as shown:
        page = await shown.open("pantry/jars/new")
        await page.focus("#f-name")
        await shown.keys("selai ", "Enter")
        assert await shown.focused() == "f-shelf"
        await shown.keys("b", "Enter")
        await expect(page.locator("#f-shelf")).to_have_value("B Rak bawah")
        assert await shown.focused() == "f-filled_on"
        await shown.keys("+3", "Enter", "12500", "Enter")
        assert re.fullmatch(r"\d\d/\d\d/\d{4}", await page.locator("#f-filled_on").input_value())
        await expect(page.locator("#f-price")).to_have_value("12.500")
        await page.locator("#f-weight").fill("1.5")
        await shown.keys("Tab")
        await expect(page.locator(".field:has(#f-weight) .echo")).to_have_text(re.compile("tidak jelas"))
        await expect(page.locator("#f-weight")).to_have_value("1.5")
        assert await number_of_jars(actor) == 0


async def test_a_click_that_leaves_a_field_hits_its_button(browser: Browser, server: Server, actor: Actor) -> None:
    """FV-4: what the field then says moves the page only after the click."""
    await shelves(actor)
    async with driven(browser, server, actor) as shown:
        page = await head(shown)
        await page.locator("#f-price").fill("1.5")
        await page.locator("#save").click()
        await expect(page.locator("#summary")).to_be_visible()


async def test_loose_text_is_never_taken_for_a_choice(browser: Browser, server: Server, actor: Actor) -> None:
    """FV-6, FV-7: only what the list answers to exactly this text; Tab through an empty field leaves it empty."""
    await shelves(actor)
    async with driven(browser, server, actor) as shown:
        page = await shown.open("pantry/jars/new")
        await page.focus("#f-shelf")
        await shown.keys("Tab")
        await expect(page.locator("[name=shelf]")).to_have_value("")
        await page.focus("#f-shelf")
        await shown.keys("Laci", "Tab")
        await expect(page.locator(".field:has(#f-shelf) .echo")).to_have_text(re.compile("tidak ada di daftar"))
        await expect(page.locator("[name=shelf]")).to_have_value("")
        await page.focus("#f-shelf")
        await page.keyboard.press("Alt+ArrowDown")
        await page.locator("#f-shelf").fill("")
        await page.keyboard.press("ArrowDown")
        await expect(page.locator(".option")).to_have_text(["A Rak atas", "B Rak bawah", "Buat baru …"])
        assert await shown.violations() == []
        await shown.keys("ArrowDown", "Enter")
        await expect(page.locator("#f-shelf")).to_have_value("B Rak bawah")


async def test_a_late_answer_takes_no_choice_away(browser: Browser, server: Server, actor: Actor) -> None:
    """FV-7: keys that chose in the list that stands there mean that choice, also when the answer to the last letters comes after."""
    await shelves(actor)
    last = asyncio.Event()

    async def hold(route: Route) -> None:
        if "q=Rak+b" in route.request.url or "q=Rak%20b" in route.request.url:
            await last.wait()
        await route.continue_()

    async with driven(browser, server, actor) as shown:
        page = await shown.open("pantry/jars/new")
        await page.route("**/suggest/**", hold)
        await page.focus("#f-shelf")
        await shown.keys("Rak")
        await expect(page.locator(".option")).to_have_text(["A Rak atas", "B Rak bawah", "Buat baru …"])
        await shown.keys(" b", "ArrowDown", "ArrowDown")
        last.set()
        await expect(page.locator(".option")).to_have_text(["B Rak bawah", "Buat baru …"])
        await expect(page.locator(".option[aria-selected=true]")).to_have_text("Buat baru …")
        await shown.keys("ArrowUp")
        last.clear()
        await shown.keys("awahan", "ArrowDown", "Enter")
        last.set()
        await expect(page.locator("dialog.form-dialog [name=name]")).to_have_value("Rak bawahan")
        await expect(page.locator(".options")).to_have_count(0)


async def test_lines_are_entered_without_the_mouse(browser: Browser, server: Server, actor: Actor) -> None:
    """GR-2, GR-3, GR-5, GR-11: Enter goes from stop to stop, adds a line, and leaves from an empty one."""
    await shelves(actor)
    async with driven(browser, server, actor) as shown:
        page = await head(shown)
        await page.focus("#f-lines-0-what")
        await shown.keys("masuk ", "Enter", "A", "Enter", "5000", "Enter", "Enter")
        assert await shown.focused() == "f-lines-1-what"
        await expect(page.locator("[data-difference-value]")).to_have_text("5.000")
        await shown.keys("keluar ", "Enter", "Enter", "Enter", "=")
        await expect(page.locator("#f-lines-1-credit")).to_have_value("5.000")
        await expect(page.locator("[data-difference-value]")).to_have_text("0")
        await shown.keys("ArrowUp")
        assert await shown.focused() == "f-lines-0-credit"
        await shown.keys("ArrowDown", "Enter")
        assert await shown.focused() == "f-lines-2-what"
        await shown.keys("Enter")
        assert await shown.focused() == "save"
        await expect(page.locator('[name="lines.0.shelf"]')).not_to_have_value("")
        await shown.keys("Control+Enter")
        await page.wait_for_url(RECORD)
        await expect(page.locator(".toast")).to_be_visible()
        assert await number_of_jars(actor) == 1


async def test_a_deleted_line_comes_back_in_its_place(browser: Browser, server: Server, actor: Actor) -> None:
    """GR-6; names follow the place, so that the server keeps the order."""
    await shelves(actor)
    async with driven(browser, server, actor) as shown:
        page = await head(shown)
        for number, what in enumerate(("satu", "dua")):
            await page.locator(f"#f-lines-{number}-what").fill(what)
        await page.focus("#f-lines-0-what")
        await shown.keys("F8", "ArrowUp", "Enter")
        await expect(page.locator('[name="lines.0.what"]')).to_have_value("dua")
        await page.locator("tr.deleted button").click()
        await expect(page.locator('[name="lines.0.what"]')).to_have_value("satu")
        await expect(page.locator('[name="lines.1.what"]')).to_have_value("dua")
        await expect(page.locator('[name="lines.1.what"]')).to_have_attribute("aria-label", re.compile("2$"))


async def test_cells_of_a_spreadsheet_are_pasted(browser: Browser, server: Server, actor: Actor) -> None:
    """GR-7: rows are added, references match by code or name, what does not fit is marked."""
    await shelves(actor)
    async with driven(browser, server, actor) as shown:
        page = await head(shown)
        await page.focus("#f-lines-0-what")
        cells = 'Satu\tA\t1.000\t\n"Dua ""besar"""\tRak bawah\t\t1.000\nTiga\tZ9\t5\t\n'
        await page.evaluate(
            """(cells) => { const data = new DataTransfer(); data.setData("text/plain", cells);
            document.activeElement.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true})); }""",
            cells,
        )
        await expect(page.locator("[data-grid-said]")).to_have_text("3 ditempel, 1 perlu diperbaiki.")
        await expect(page.locator("#f-lines-1-what")).to_have_value('Dua "besar"')
        await expect(page.locator("#f-lines-1-shelf")).to_have_value("B Rak bawah")
        await expect(page.locator("#f-lines-2-shelf")).to_have_attribute("aria-invalid", "true")
        assert await shown.focused() == "f-lines-2-shelf"


async def test_a_refused_save_keeps_everything_and_points_to_each_field(browser: Browser, server: Server, actor: Actor) -> None:
    """FV-2, FV-3."""
    await shelves(actor)
    async with driven(browser, server, actor) as shown:
        page = await head(shown)
        await page.locator("#f-name").fill("")
        await page.locator("#f-lines-0-what").fill("satu")
        await page.locator("#f-lines-0-debit").fill("x")
        await shown.keys("Control+Enter")
        await expect(page.locator("#summary a")).to_have_count(2)
        assert await shown.focused() == "summary"
        assert (await page.title()).lstrip("• ").startswith("Galat: ")
        await page.locator("#summary a[href='#f-lines-0-debit']").click()
        assert await shown.focused() == "f-lines-0-debit"
        await expect(page.locator("#f-lines-0-debit")).to_have_value("x")
        await expect(page.locator("#f-shelf")).to_have_value("A Rak atas")
        assert await shown.violations() == []


async def test_unsaved_work_comes_back_after_a_reload(browser: Browser, server: Server, actor: Actor) -> None:
    """FV-11, SH-3."""
    await shelves(actor)
    async with driven(browser, server, actor) as shown:
        page = await head(shown, "Belum selesai")
        assert (await page.title()).startswith("• ")
        await expect(page.locator("[data-kept]")).to_have_text(re.compile("draf"))
        await page.reload()
        await expect(page.locator("[data-restored]")).to_be_visible()
        await expect(page.locator("#f-name")).to_have_value("Belum selesai")
        await page.locator("#discard-draft").click()
        await expect(page.locator("#f-name")).to_have_value("")


async def test_saving_twice_saves_once(browser: Browser, server: Server, actor: Actor) -> None:
    """FV-14: a double click, and a held Ctrl+Enter."""
    await shelves(actor)
    async with driven(browser, server, actor) as shown:
        page = await head(shown)
        await page.locator("#save").dblclick(no_wait_after=True)
        await page.wait_for_url(RECORD)
        assert await number_of_jars(actor) == 1
        page = await head(shown)
        await page.evaluate(
            """() => { for (let n = 0; n < 3; n += 1) document.querySelector("#f-name").dispatchEvent(
            new KeyboardEvent("keydown", {key: "Enter", ctrlKey: true, bubbles: true, cancelable: true})); }"""
        )
        await page.wait_for_url(RECORD)
        assert await number_of_jars(actor) == 2


async def test_a_lost_connection_keeps_the_input_and_sends_it_once(browser: Browser, server: Server, actor: Actor) -> None:
    """ST-5, ST-6."""
    await shelves(actor)
    async with driven(browser, server, actor) as shown:
        page = await head(shown)
        await page.context.set_offline(True)
        await page.locator("#save").click()
        await expect(page.locator("#failure")).to_be_visible()
        await expect(page.locator("#connection")).to_be_visible()
        await page.context.set_offline(False)
        await expect(page.locator("#connection.good")).to_be_visible()
        shown.expect_wrong("console: htmx: htmx:error")
        await page.locator("#failure button").click()
        await page.wait_for_url(RECORD)
        assert await number_of_jars(actor) == 1


async def test_an_ended_session_asks_over_the_page_and_goes_on(browser: Browser, server: Server, actor: Actor) -> None:
    """SH-7, ST-7."""
    from dapur.testing.companies import PASSWORD

    await shelves(actor)
    async with driven(browser, server, actor) as shown:
        page = await head(shown)
        await page.context.clear_cookies()
        await page.locator("#save").click()
        await page.locator("#again-email").fill(actor.email)
        await page.locator("#again-password").fill("bukan ini")
        await shown.keys("Enter")
        await expect(page.locator("#again .error")).not_to_be_empty()
        assert await shown.violations() == []
        await page.locator("#again-password").fill(PASSWORD)
        await shown.keys("Enter")
        await page.wait_for_url(RECORD)
        assert await number_of_jars(actor) == 1


async def test_a_form_over_the_page_outlives_the_session_and_leads_on_once(
    browser: Browser, server: Server, actor: Actor
) -> None:
    from dapur.testing.companies import PASSWORD

    await shelves(actor)
    async with driven(browser, server, actor) as shown:
        page = await shown.open("pantry/shelves")
        link = page.locator("main a[href$='/shelves/new']").first
        await link.evaluate("link => { link.dataset.formDialog = ''; }")
        await link.click()
        await page.locator("#over1-f-code").fill("C")
        await page.locator("#over1-f-name").fill("Rak baru")
        led: list[str] = []
        page.on("request", lambda asked: led.append(asked.url) if "_done=" in asked.url else None)
        await page.context.clear_cookies()
        await page.locator("#over1-save").click()
        await page.locator("#again-email").fill(actor.email)
        await page.locator("#again-password").fill(PASSWORD)
        await shown.keys("Enter")
        await expect(page.locator("tbody")).to_contain_text("Rak baru")
        assert len(led) == 1


async def test_a_deed_that_cannot_be_undone_is_asked_about(browser: Browser, server: Server, actor: Actor) -> None:
    """FV-16: the button says the deed, the safe one has the focus."""
    shelf = await shelves(actor)
    saved = await actor.perform("pantry.fill_jar", name="Selai", shelf=shelf, filled_on=date(2026, 11, 2), price=Decimal(1))
    async with driven(browser, server, actor) as shown:
        page = await shown.open(f"pantry/jars/{saved.id}")
        await page.locator("#act-seal_jar").click()
        dialog = page.locator("dialog[open]")
        await expect(dialog.locator(".primary")).to_have_text("Segel")
        assert await page.evaluate("() => document.activeElement.value") == "no"
        assert await shown.violations() == []
        await shown.keys("Escape")
        await expect(page.locator(".badge").first).to_have_text("Terbuka")
        await page.locator("#act-seal_jar").click()
        await dialog.locator(".primary").click()
        await expect(page.locator(".badge").first).to_have_text("Tersegel")
