"""A day in the warehouse, by keyboard and scanner: receive, deliver, count. Keystrokes are counted (UX SG-6 to SG-10)."""

from decimal import Decimal
from typing import Any

import pytest
from playwright.async_api import Browser, expect

from dapur.queries.plan import Wish
from dapur.testing.companies import Actor
from tests.plugins.logistics.warehouse import Warehouse, open_warehouse
from tests.web.conftest import Server
from tests.web.driving import driven
from tests.web.screens import PHONE, WIDE, faults

pytestmark = pytest.mark.browser
SMALL = (360, 740)
"""The handheld of a warehouse."""


async def purchase(warehouse: Warehouse, *wanted: tuple[str, str]) -> int:
    """A placed order of items with barcodes."""
    lines = [
        {"item": await warehouse.item(code, barcode=f"899{n}"), "quantity": quantity, "unit_price": "1000"}
        for n, (code, quantity) in enumerate(wanted)
    ]
    saved = await warehouse.actor.perform(
        "logistics.save_purchase_order", supplier=warehouse.party, warehouse=warehouse.place, lines=lines
    )
    await warehouse.actor.perform("logistics.place_purchase_order", id=saved.id)
    return int(saved.id)


async def on_hand(warehouse: Warehouse) -> dict[str, Decimal]:
    """What lies in stock, by item."""
    rows = (await warehouse.actor.page("logistics.availability", Wish(columns=("code", "on_hand")))).dicts()
    return {row["code"]: row["on_hand"] for row in rows}


async def quantities(page: Any) -> list[str]:
    """The quantity column of the grid."""
    return list(await page.eval_on_selector_all("td[data-name=quantity] input", "all => all.map(x => x.value)"))


async def test_sg10_a_delivery_as_ordered_is_received_with_one_key(browser: Browser, server: Server, actor: Actor) -> None:
    warehouse = await open_warehouse(actor)
    order = await purchase(warehouse, ("MUR", "100"), ("BAUT", "40"))
    async with driven(browser, server, actor) as hands:
        page = await hands.open(f"logistics/purchases/{order}")
        await hands.keys("t")
        await hands.until("document.activeElement.id === 'scan'")
        assert await quantities(page) == ["100", "40"]
        await hands.keys("Control+Enter")
        await page.wait_for_url("**/logistics/stock-documents/*")

    assert await on_hand(warehouse) == {"MUR": 100, "BAUT": 40}


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_sg7_scans_count_from_nothing_and_enter_never_sends(
    browser: Browser, server: Server, actor: Actor, size: tuple[int, int]
) -> None:
    warehouse = await open_warehouse(actor)
    order = await purchase(warehouse, ("MUR", "100"), ("BAUT", "40"))
    async with driven(browser, server, actor, size) as hands:
        page = await hands.open(f"logistics/purchases/{order}/receive")
        await hands.until("document.activeElement.id === 'scan'")
        # One scan each: the code and the scanner's Enter; a number and * before it sets the quantity.
        await hands.keys("8990", "Enter", "8990", "Enter", "38*8991", "Enter")
        await expect(page.locator("#scan-said")).to_contain_text("BAUT")
        assert await quantities(page) == ["2", "38"]
        assert await hands.focused() == "scan"
        assert page.url.endswith("/receive")
        await hands.keys("4711", "Enter")
        await expect(page.locator("#scan-said.bad")).to_contain_text("4711")
        assert await quantities(page) == ["2", "38"]
        assert await hands.violations() == []
        assert await hands.screen.overflow() == 0
        await hands.keys("Control+Enter")
        await page.wait_for_url("**/logistics/stock-documents/*")

    assert await on_hand(warehouse) == {"MUR": 2, "BAUT": 38}


async def test_sg6_a_fast_scanner_needs_no_suffix(browser: Browser, server: Server, actor: Actor) -> None:
    warehouse = await open_warehouse(actor)
    await warehouse.item("MUR", barcode="8992753100010")
    async with driven(browser, server, actor) as hands:
        page = await hands.open("logistics/receipts/new")
        await hands.until("document.activeElement.id === 'scan'")
        await hands.keys("8992753100010")
        await expect(page.locator("#scan-said.good")).to_contain_text("MUR")
        assert await quantities(page) == ["1"]


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
        assert await quantities(page) == ["4"]
        await hands.keys("mur", "Enter", "3*mur", "Enter", "Control+Enter")
        await page.wait_for_url("**/logistics/stock-documents/*")

    assert await on_hand(warehouse) == {"MUR": 7}
    lines = (await actor.page("logistics.sales_lines", Wish(columns=("delivered", "backorder", "reserved")))).dicts()
    assert [(x["delivered"], x["backorder"], x["reserved"]) for x in lines] == [(3, 1, 1)]


PATHS = (
    "stock", "items", "stock-documents", "receipts/new", "issues/new", "moves", "bins", "purchases", "purchases/new", "sales", "sales/new",
    "transfers", "counts", "counts/new", "proposals", "reorder-rules", "places", "reports/value", "reports/ledger", "reports/layers",
)  # fmt: skip


@pytest.mark.parametrize(("language", "theme", "size"), [("id", "light", WIDE), ("en", "dark", PHONE)])
async def test_ax1_mo1_the_pages_of_logistics(
    browser: Browser, server: Server, actor: Actor, language: str, theme: str, size: tuple[int, int]
) -> None:
    from tests.web.screens import a_screen

    warehouse = await open_warehouse(actor)
    order = await purchase(warehouse, ("MUR", "100"))
    await warehouse.receive(10, code="MUR")
    sale = await warehouse.order(4, code="MUR")
    await actor.perform("logistics.reserve_order", id=sale)
    item = await warehouse.item("MUR")
    records = (f"purchases/{order}", f"purchases/{order}/receive", f"sales/{sale}", f"sales/{sale}/deliver", f"items/{item}")
    wrong = {}
    async with a_screen(browser, server.address, actor, size=size, theme=theme, language=language) as screen:
        for path in (*PATHS, *records):
            answer = await screen.page.goto(f"{server.address}{screen.base}/logistics/{path}", wait_until="networkidle")
            if answer is None or answer.status != 200:
                wrong[path] = [f"answered {answer and answer.status}"]
            elif found := await faults(screen):
                wrong[path] = found
    assert wrong == {}
