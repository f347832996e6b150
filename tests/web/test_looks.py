"""Every kind of page in both languages, themes and widths: no violation of axe, no sideways scrolling, no error, no other host."""

import pytest
from playwright.async_api import Browser

from dapur.testing.companies import Actor
from tests.web.conftest import Server
from tests.web.screens import EVERY_SKIN, Screen, a_screen, faults

PAGES = (
    "", "pantry/jars", "pantry/jars?status=open&filled.from=1/11/2026", "pantry/jars?q=tidakada", "pantry/jars?price.from=1.5",
    "pantry/jars/{id}", "pantry/jars/new", "pantry/jars/{id}/edit", "pantry/stock", "pantry/stock?until=99/99", "pantry/recipe",
    "pantry/do/break_jar?id={id}&_from=jars/{id}", "pantry/nothing",
)  # fmt: skip

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("language,theme,size", EVERY_SKIN)
async def test_ax1_mo1_every_page_in_every_skin(
    browser: Browser, server: Server, boss: Actor, language: str, theme: str, size: tuple[int, int]
) -> None:
    first = (await boss.page("pantry.jars")).rows[-1][-1]
    wrong = {}
    async with a_screen(browser, server.address, boss, size=size, theme=theme, language=language) as screen:
        for path in PAGES:
            await screen.open(path.format(id=first))
            assert await screen.page.get_attribute("html", "lang") == language
            if found := await faults(screen):
                wrong[path] = found
    assert wrong == {}


@pytest.mark.parametrize("language,theme,size", EVERY_SKIN)
async def test_ax1_sign_in_in_every_skin(
    browser: Browser, server: Server, language: str, theme: str, size: tuple[int, int]
) -> None:
    async with a_screen(browser, server.address, None, size=size, theme=theme, language=language) as screen:
        await screen.page.goto(f"{server.address}/sign-in")
        assert await screen.page.get_attribute("html", "lang") == language
        assert await faults(screen) == []
        await screen.page.click("#form .btn.primary")
        await screen.page.wait_for_selector("#summary")
        assert await faults(screen) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
async def test_ax1_with_every_layer_open(browser: Browser, server: Server, boss: Actor, theme: str) -> None:
    wrong: dict[str, list[str]] = {}
    async with a_screen(browser, server.address, boss, theme=theme) as screen:
        for opener, shown in (
            ("#open-palette", "dialog[open]"), ("#open-help", "dialog[open]"), ("#filter-menu > summary", "#filter-form"),
            ("#columns-menu > summary", "#column-form"), ("#open-save-view", "#save-view[open]"), ("#account > summary", "#sign-out"),
        ):  # fmt: skip
            await screen.open("pantry/jars")
            await screen.page.click(opener)
            await screen.page.locator(shown).first.wait_for(state="visible")
            if found := await faults(screen):
                wrong[opener] = found
    assert wrong == {}


async def test_mo1_nothing_scrolls_sideways_at_320_px(browser: Browser, server: Server, boss: Actor) -> None:
    first = (await boss.page("pantry.jars")).rows[-1][-1]
    async with a_screen(browser, server.address, boss, size=(320, 700)) as screen:
        over = {}
        for path in PAGES:
            await screen.open(path.format(id=first))
            if wider := await screen.overflow():
                over[path] = wider
    assert over == {}


async def test_axe_finds_a_planted_fault(screen: Screen) -> None:
    await screen.open("pantry/jars")
    await screen.page.evaluate("document.querySelector('main').append(document.createElement('img'))")

    assert [v for v in await screen.violations() if v.startswith("image-alt")]


async def test_a_text_that_is_too_pale_is_a_fault_among_others_of_its_kind(screen: Screen) -> None:
    await screen.open("pantry/jars")
    pale = "document.querySelectorAll('#rows td')[3].style.color = 'rgb(235, 235, 235)'"
    assert await screen.violations() == []
    await screen.page.evaluate(pale)

    assert [v.partition(":")[0] for v in await screen.violations()] == ["color-contrast"]


ROWS = """without => {
    document.querySelector("#planted")?.remove();
    const body = document.createElement("tbody");
    for (const n of [1, 2, 3]) {
        const row = body.insertRow();
        row.innerHTML = `<td><img src="data:," alt="Selai ${n}"></td><td><button type="button" aria-label="Hapus ${n}"></button></td>
            <td><button type="button" title="Isi ${n}"></button></td><td><label for="much-${n}">Berat ${n}</label><input id="much-${n}"></td>`;
    }
    for (const part of body.rows[2].querySelectorAll(`[${without}]`)) part.removeAttribute(without);
    const table = document.createElement("table");
    table.id = "planted";
    table.append(body);
    document.querySelector("main").append(table);
}"""


async def test_what_only_a_third_row_lacks_is_a_fault_too(screen: Screen) -> None:
    await screen.open("pantry/jars")
    found = {}
    for without in ("hidden", "alt", "aria-label", "title", "for"):
        await screen.page.evaluate(ROWS, without)
        found[without] = [fault.partition(":")[0] for fault in await faults(screen)]

    assert found == {
        "hidden": [],
        "alt": ["image-alt"],
        "aria-label": ["button-name"],
        "title": ["button-name"],
        "for": ["label"],
    }
