"""Orders by keyboard, and how they look half way. Scanning has a file of its own, all other pages `test_departments_look.py`."""

import pytest
from playwright.async_api import Browser, expect

from dapur.queries.plan import Wish
from dapur.testing.companies import Actor
from tests.plugins.logistics.warehouse import open_warehouse
from tests.web.conftest import Server
from tests.web.driving import driven
from tests.web.screens import EVERY_SKIN, a_screen, faults
from tests.web.warehouse_hands import on_hand, purchase, quantities

pytestmark = pytest.mark.browser


async def test_an_order_is_written_confirmed_reserved_and_delivered_by_keyboard(
    browser: Browser, server: Server, actor: Actor
) -> None:
    warehouse = await open_warehouse(actor)
    await warehouse.receive(10, code="MUR")
    async with driven(browser, server, actor) as hands:
        page = await hands.open("logistics/sales")
        await hands.keys("n")
        await page.wait_for_url("**/sales/new")
        await page.fill("#f-customer", "Toko Sinar")
        await page.press("#f-customer", "Tab")
        await page.fill("#f-lines-0-item", "MUR")
        await page.press("#f-lines-0-item", "Enter")
        await hands.keys("4", "Enter", "2500", "Control+Enter")
        await page.wait_for_url("**/sales/*")
        await hands.until("!location.pathname.endsWith('/new')")
        await hands.keys("b")
        await expect(page.locator("main")).to_contain_text("SO/")
        await hands.keys("r")
        await hands.until("location.pathname.includes('/do/')")
        await hands.keys("Control+Enter")
        await hands.until("!location.pathname.includes('/do/')")
        await hands.keys("t")
        await hands.until("document.activeElement.id === 'scan'")
        assert await quantities(page) == ["0"]
        await hands.keys("mur", "Enter", "3*mur", "Enter", "Control+Enter", "Tab", "Enter")
        await page.wait_for_url("**/logistics/stock-documents/*")

    assert await on_hand(warehouse) == {"MUR": 7}
    lines = (await actor.page("logistics.sales_lines", Wish(columns=("delivered", "backorder", "reserved")))).dicts()
    assert [(x["delivered"], x["backorder"], x["reserved"]) for x in lines] == [(3, 1, 1)]


@pytest.mark.parametrize(("language", "theme", "size"), EVERY_SKIN)
async def test_ax1_mo1_an_order_that_is_being_received_and_one_that_is_being_delivered(
    browser: Browser, server: Server, actor: Actor, language: str, theme: str, size: tuple[int, int]
) -> None:
    warehouse = await open_warehouse(actor)
    order = await purchase(warehouse, ("MUR", "100"))
    await warehouse.receive(10, code="MUR")
    sale = await warehouse.order(4, code="MUR")
    await actor.perform("logistics.reserve_order", id=sale)
    wrong = {}
    async with a_screen(browser, server.address, actor, size=size, theme=theme, language=language) as screen:
        for path in (f"purchases/{order}", f"purchases/{order}/receive", f"sales/{sale}", f"sales/{sale}/deliver"):
            answer = await screen.open(f"logistics/{path}")
            if answer.status != 200:
                wrong[path] = [f"answered {answer.status}"]
            elif found := await faults(screen):
                wrong[path] = found
    assert wrong == {}
