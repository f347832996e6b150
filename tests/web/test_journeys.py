"""What people do all day, in a real browser against a real server process."""

import re

import pytest
from playwright.async_api import Browser, expect

from dapur.testing.companies import PASSWORD, Actor, new_member
from tests.web.conftest import Server
from tests.web.screens import PHONE, Screen, a_screen

pytestmark = pytest.mark.browser


async def shelf_of(actor: Actor) -> int:
    """A shelf to put jars on."""
    return int((await actor.perform("pantry.add_shelf", code="R1", name="Rak satu")).id)


async def jars_of(actor: Actor) -> list[dict[str, object]]:
    """What was saved."""
    return (await actor.page("pantry.jars")).dicts()


async def test_sh7_sign_in_returns_to_the_page_that_was_asked_for(browser: Browser, server: Server, boss: Actor) -> None:
    code = await boss.code()
    async with a_screen(browser, server.address, None) as screen:
        await screen.page.goto(f"{server.address}/{code}/pantry/jars?q=nanas")
        await screen.page.fill("#f-email", boss.email)
        await screen.page.fill("#f-password", "salah sama sekali")
        await screen.page.press("#f-password", "Enter")
        await expect(screen.page.locator("#summary")).to_be_focused()
        assert await screen.page.input_value("#f-email") == boss.email
        await screen.page.fill("#f-password", PASSWORD)
        await screen.page.press("#f-password", "Enter")
        await screen.page.wait_for_url(f"**/{code}/pantry/jars?q=nanas")
        await screen.page.click("#account > summary")
        await screen.page.click("#sign-out")
        await screen.page.wait_for_url("**/sign-in")
        await screen.page.goto(f"{server.address}/{code}/")
        assert "/sign-in" in screen.page.url


async def test_ls6_search_filters_while_typing_and_says_how_many(screen: Screen) -> None:
    await screen.open("pantry/jars")
    await screen.page.keyboard.press("/")
    await screen.page.keyboard.type("srikaya")
    await expect(screen.page.locator("#pager-text")).to_have_text("1–20 dari 20")
    await expect(screen.page.locator("#polite")).to_have_text(re.compile("20 · Stoples"))
    assert "q=srikaya" in screen.page.url
    assert await screen.page.input_value("#find") == "srikaya"
    assert await screen.page.evaluate("document.activeElement.id") == "find"


async def test_ls1_filters_sort_and_pages_live_in_the_address_and_back_returns(screen: Screen) -> None:
    page = screen.page
    await screen.open("pantry/jars?size=25")
    await page.click("#filter-menu > summary")
    await page.check("#w-status-1")
    await page.fill("#w-filled-from", "1/11/2026")
    await page.click("#filter-apply")
    await expect(page.locator("#chip-status")).to_be_visible()
    await expect(page.locator("#pager-text")).to_have_text("1–25 dari 29")
    await page.click("#sort-price")
    await expect(page.locator("th[aria-sort=ascending]")).to_have_text(re.compile("Harga"))
    await page.click("#pager-on")
    await expect(page.locator("#pager-text")).to_have_text("26–29 dari 29")
    for part in ("status=open", "filled.from=", "sort=price", "after=", "size=25"):
        assert part in page.url
    await page.click("tbody tr:first-child a.row-link")
    await expect(page.locator("#up")).to_be_visible()
    await page.go_back()
    await expect(page.locator("#pager-text")).to_have_text("26–29 dari 29")
    await page.click("#chip-x-status")
    await expect(page.locator("#chip-status")).to_have_count(0)


async def test_ls11_columns_are_chosen_and_moved_by_buttons(screen: Screen) -> None:
    page = screen.page
    await screen.open("pantry/jars")
    await page.click("#columns-menu > summary")
    await page.uncheck("#column-shelf")
    await page.click("#column-up-name")
    await page.click("#column-apply")
    await expect(page.locator("#rows thead th").first).to_have_text(re.compile("Isi"))
    assert "Rak" not in await page.locator("#rows thead").inner_text()


async def test_ls13_a_view_is_saved_under_a_name_and_opens_by_its_tab(desk: Screen) -> None:
    page = desk.page
    await desk.open("pantry/jars?status=open")
    await page.click("#open-save-view")
    await page.fill("#f-title", "Yang terbuka saja")
    await page.click("#save-view-form .btn.primary")
    await expect(page.locator("a.view[aria-current=page]")).to_have_text(re.compile("Yang terbuka saja"))


async def test_the_list_works_by_keyboard_alone(screen: Screen) -> None:
    page = screen.page
    await screen.open("pantry/jars")
    await page.keyboard.press("j")
    await page.keyboard.press("j")
    second = await page.locator("tbody tr:nth-child(2) a.row-link").inner_text()
    await page.keyboard.press("Enter")
    await expect(page.locator("h1")).to_have_text(second)
    await page.keyboard.press("j")
    await expect(page.locator("h1")).not_to_have_text(second)
    await page.keyboard.press("u")
    await expect(page.locator("#new")).to_be_visible()
    await page.keyboard.press("n")
    await page.wait_for_url("**/pantry/jars/new")
    await page.keyboard.press("Escape")
    await page.evaluate("document.activeElement.blur()")
    await page.keyboard.press("g")
    await page.keyboard.press("h")
    await expect(page.locator("#tasks")).to_be_visible()


async def test_pa6_the_palette_finds_pages_and_returns_the_focus(screen: Screen) -> None:
    page = screen.page
    await screen.open("pantry/jars")
    await page.keyboard.press("Control+k")
    await page.keyboard.type("isi lemari")
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/pantry/stock")


async def test_fv2_a_refused_form_focuses_the_summary_and_keeps_everything(desk: Screen) -> None:
    page = desk.page
    await desk.open("pantry/jars/new")
    await page.fill("#f-name", "Selai jambu")
    await page.fill("#f-price", "1.5")
    await page.press("#f-price", "Tab")
    await page.click("#save")
    await expect(page.locator("#summary")).to_be_focused()
    assert await page.input_value("#f-name") == "Selai jambu" and await page.input_value("#f-price") == "1.5"
    assert "Galat: Stoples baru" in await page.title()
    await page.click("#summary a[href='#f-price']")
    await expect(page.locator("#f-price")).to_be_focused()
    assert await page.locator("#f-price").get_attribute("aria-invalid") == "true"


async def test_fv6_an_exact_code_is_taken_by_tab_and_fv14_a_double_click_saves_once(desk: Screen, actor: Actor) -> None:
    await shelf_of(actor)
    page = desk.page
    await desk.open("pantry/jars/new")
    await page.fill("#f-name", "Selai jambu")
    await page.locator("#f-shelf").press_sequentially("r1")
    await page.keyboard.press("Tab")
    await expect(page.locator("#f-shelf")).to_have_value("R1 Rak satu")
    await page.fill("#f-price", "12.500")
    await page.dblclick("#save")
    await expect(page.locator("h1")).to_have_text("T/0001")
    assert len(await jars_of(actor)) == 1
    await expect(page.locator("#toasts")).to_contain_text("Isi stoples: T/0001")
    assert "_done" not in page.url


async def test_fv5_enter_never_saves_an_entry_form_and_ctrl_enter_does(desk: Screen, actor: Actor) -> None:
    await shelf_of(actor)
    page = desk.page
    await desk.open("pantry/jars/new")
    await page.fill("#f-name", "Selai jambu")
    await page.press("#f-name", "Enter")
    assert await page.evaluate("document.activeElement.id") == "f-shelf"
    await page.keyboard.type("R1")
    await page.keyboard.press("Enter")
    await page.fill("#f-price", "9.000")
    assert await jars_of(actor) == []
    await page.keyboard.press("Control+Enter")
    await expect(page.locator("h1")).to_have_text("T/0001")
    assert [(j["price"], j["shelf"]) for j in await jars_of(actor)] == [(9000, "Rak satu")]


async def test_gr_lines_are_typed_by_keyboard_and_their_difference_is_seen(desk: Screen, actor: Actor) -> None:
    await shelf_of(actor)
    page = desk.page
    await desk.open("pantry/jars/new")
    await page.fill("#f-lines-0-what", "Masuk")
    await page.fill("#f-lines-0-debit", "1.500")
    await page.press("#f-lines-0-debit", "Tab")
    await expect(page.locator("[data-difference]")).to_be_visible()
    await expect(page.locator("[data-difference-value]")).to_have_text(re.compile("1\\.500"))
    await page.fill("#f-lines-1-what", "Keluar")
    await page.fill("#f-lines-1-credit", "1.500")
    await page.press("#f-lines-1-credit", "Enter")
    await expect(page.locator("[data-difference]")).to_have_class(re.compile("even"))
    await expect(page.locator("#f-lines-2-what")).to_be_focused()
    assert await page.locator("#f-lines-2-debit").get_attribute("aria-label") == "Masuk, baris 3"


async def test_fv11_unsaved_input_survives_a_reload_and_is_discarded_on_request(desk: Screen) -> None:
    page = desk.page
    await desk.open("pantry/jars/new")
    await page.fill("#f-name", "Setengah jadi")
    await expect(page.locator("#kept")).not_to_be_empty(timeout=8000)
    await page.reload()
    await expect(page.locator("#restored")).to_be_visible()
    assert await page.input_value("#f-name") == "Setengah jadi"
    await page.click("#discard-draft")
    await expect(page.locator("#restored")).to_have_count(0)
    assert await page.input_value("#f-name") == ""


async def test_fv15_a_conflict_is_shown_in_place_and_saving_again_works(desk: Screen, actor: Actor) -> None:
    jar = await actor.perform("pantry.fill_jar", name="Selai", shelf=await shelf_of(actor), filled_on="2026-11-02", price="10000")
    page = desk.page
    await desk.open(f"pantry/jars/{jar.id}/edit")
    await page.fill("#f-name", "Selai saya")
    await actor.perform("pantry.change_jar", id=jar.id, name="Selai mereka", price="20000", version=jar.version)
    await page.click("#save")
    await expect(page.locator("#conflict")).to_be_focused()
    await expect(page.locator("#conflict")).to_contain_text("Selai mereka")
    assert await page.input_value("#f-name") == "Selai saya" and await page.input_value("#f-price") == "20.000"
    await page.click("#save")
    await expect(page.locator("h1")).to_have_text(jar.number)
    assert [(j["name"], j["price"]) for j in await jars_of(actor)] == [("Selai saya", 20000)]


async def test_fv16_a_deed_is_confirmed_by_its_name_and_the_safe_button_has_the_focus(desk: Screen, actor: Actor) -> None:
    jar = await actor.perform("pantry.fill_jar", name="Selai", shelf=await shelf_of(actor), filled_on="2026-11-02", price="1")
    page = desk.page
    await desk.open(f"pantry/jars/{jar.id}")
    await page.click("#act-seal_jar")
    dialog = page.locator("dialog[open]")
    await expect(dialog).to_contain_text(f"Segel: {jar.number}")
    await page.keyboard.press("Escape")
    await expect(dialog).to_have_count(0)
    assert (await jars_of(actor))[0]["status"] == "open"
    await page.click("#act-seal_jar")
    await dialog.get_by_role("button", name="Segel").click()
    await expect(page.locator(".head .badge")).to_have_text("Tersegel")
    assert (await jars_of(actor))[0]["status"] == "sealed"


async def test_an_ended_session_is_renewed_over_the_page_and_the_form_is_sent(desk: Screen, actor: Actor) -> None:
    await shelf_of(actor)
    page = desk.page
    await desk.open("pantry/shelves/new")
    await page.fill("#f-code", "R2")
    await page.fill("#f-name", "Rak dua")
    await page.context.clear_cookies()
    await page.click("#save")
    await page.fill("#again-email", actor.email)
    await page.fill("#again-password", PASSWORD)
    await page.press("#again-password", "Enter")
    await expect(page.locator("tbody")).to_contain_text("Rak dua")
    assert [s["code"] for s in (await actor.page("pantry.shelves")).dicts()] == ["R1", "R2"]


async def test_the_theme_is_switched_at_once_and_stays(desk: Screen) -> None:
    page = desk.page
    await desk.open("")
    before = await page.evaluate("getComputedStyle(document.body).backgroundColor")
    await page.click("#account > summary")
    async with page.expect_response("**/preferences"):
        await page.click("#theme-dark")
    assert await page.get_attribute("html", "data-theme") == "dark"
    assert await page.evaluate("getComputedStyle(document.body).backgroundColor") != before
    await desk.open("pantry/jars")
    assert await page.get_attribute("html", "data-theme") == "dark"


async def test_lg4_switching_the_language_keeps_the_page(desk: Screen) -> None:
    page = desk.page
    await desk.open("pantry/jars?status=open")
    await page.click("#account > summary")
    await page.click("#language-en")
    await expect(page.locator("html")).to_have_attribute("lang", "en")
    assert page.url.endswith("pantry/jars?status=open")
    await expect(page.locator("#list .keys")).to_contain_text("all shortcuts")


async def test_mo_the_phone_has_a_bottom_bar_and_a_menu_that_opens(browser: Browser, server: Server, boss: Actor) -> None:
    async with a_screen(browser, server.address, boss, size=PHONE) as screen:
        await screen.open("pantry/jars")
        await expect(screen.page.locator(".bottom-bar")).to_be_visible()
        await expect(screen.page.locator("#side")).not_to_be_in_viewport()
        await screen.page.click("#bar-side")
        await expect(screen.page.locator("#side")).to_be_in_viewport()
        await screen.page.click("#side a[href$='/pantry/stock']")
        await screen.page.wait_for_url("**/pantry/stock")


async def test_st4_what_one_may_not_do_is_not_offered_and_its_page_says_why(
    browser: Browser, server: Server, boss: Actor
) -> None:
    clerk = await new_member(boss, "clerk")
    async with a_screen(browser, server.address, clerk) as screen:
        await screen.open("pantry/jars")
        assert await screen.page.locator("#new").count() == 0
        await screen.open("pantry/jars/new")
        await expect(screen.page.locator("#state")).to_contain_text("Mengisi lemari")


async def test_everything_works_without_script(browser: Browser, server: Server, actor: Actor) -> None:
    await shelf_of(actor)
    async with a_screen(browser, server.address, actor, script=False) as screen:
        page = screen.page
        await page.goto(f"{server.address}{screen.base}/pantry/shelves/new")
        await page.fill("#f-code", "R1")
        await page.click("#save")
        await expect(page.locator("#f-name-error")).to_be_visible()
        await page.fill("#f-code", "R9")
        await page.fill("#f-name", "Rak sembilan")
        await page.click("#save")
        await expect(page.locator("tbody")).to_contain_text("Rak sembilan")
