"""A receipt with a scanner, sentence by sentence (UX SG-6 to SG-10). A scan is its code and the scanner's Enter."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from dapur.contract import ScanCommand
from dapur.queries.plan import Wish
from dapur.testing.companies import Actor
from tests.plugins.logistics.warehouse import Warehouse, open_warehouse
from tests.web.conftest import Server
from tests.web.driving import Hands, driven
from tests.web.screens import WIDE
from tests.web.warehouse_hands import on_hand, purchase, quantities

pytestmark = pytest.mark.browser
HANDHELD = (360, 740)
RECEIPTS = "logistics/receipts/new"


@pytest_asyncio.fixture(loop_scope="session")
async def warehouse(actor: Actor) -> Warehouse:
    """A warehouse of this test's own."""
    return await open_warehouse(actor)


@pytest_asyncio.fixture(loop_scope="session")
async def hands(browser: Browser, server: Server, actor: Actor) -> AsyncIterator[Hands]:
    """Somebody at a wide screen."""
    async with driven(browser, server, actor) as opened:
        yield opened


async def number_of(warehouse: Warehouse, order: int) -> str:
    """The order's number, as it is printed on its paper."""
    rows = (await warehouse.actor.page("logistics.purchase_orders", Wish(columns=("id", "number")))).dicts()
    return next(str(row["number"]) for row in rows if row["id"] == order)


async def scan(hands: Hands, *codes: str) -> None:
    """One scan each."""
    for code in codes:
        await hands.keys(code, "Enter")


async def ready(hands: Hands, path: str) -> Page:
    """The page with the scan field in focus."""
    page = await hands.open(path)
    await hands.until("document.activeElement.id === 'scan'")
    return page


async def received(page: Page) -> None:
    """The document that a receipt became."""
    await page.wait_for_url("**/logistics/stock-documents/*")


def cut(hands: Hands, off: bool) -> Any:
    """Cut the network, or mend it."""
    return hands.page.context.set_offline(off)


async def received_offline(hands: Hands, order: int) -> Page:
    """Ten of an order were counted and finished without a connection: they wait."""
    page = await ready(hands, f"logistics/purchases/{order}/receive")
    await cut(hands, True)
    await scan(hands, "10*8990")
    await hands.keys("Control+Enter")
    await expect(page.locator("#outbox li")).to_have_count(1)
    return page


async def test_sg10_an_order_as_delivered_takes_three_scans(hands: Hands, warehouse: Warehouse) -> None:
    order = await purchase(warehouse, ("MUR", "100"), ("BAUT", "40"))
    page = await ready(hands, RECEIPTS)
    await scan(hands, await number_of(warehouse, order))
    await page.wait_for_url(f"**/purchases/{order}/receive")
    await hands.until("document.activeElement.id === 'scan'")
    assert await quantities(page) == ["0", "0"]
    await scan(hands, ScanCommand.AS_EXPECTED, ScanCommand.FINISH)
    await received(page)

    assert await on_hand(warehouse) == {"MUR": 100, "BAUT": 40}


async def test_sg10_an_order_as_delivered_takes_a_scan_and_three_keys(hands: Hands, warehouse: Warehouse) -> None:
    order = await purchase(warehouse, ("MUR", "100"), ("BAUT", "40"))
    page = await ready(hands, RECEIPTS)
    await scan(hands, await number_of(warehouse, order))
    await page.wait_for_url(f"**/purchases/{order}/receive")
    await hands.until("document.activeElement.id === 'scan'")
    await hands.keys("Control+Enter")
    await expect(page.locator("#differs")).to_contain_text("Belum ada yang dihitung")
    assert await hands.violations() == []
    await hands.keys("Tab", "Enter")
    await received(page)

    assert await on_hand(warehouse) == {"MUR": 100, "BAUT": 40}


@pytest.mark.parametrize("size", [WIDE, HANDHELD])
async def test_sg7_a_scan_counts_and_enter_never_finishes(
    browser: Browser, server: Server, warehouse: Warehouse, size: tuple[int, int]
) -> None:
    order = await purchase(warehouse, ("MUR", "100"), ("BAUT", "40"))
    async with driven(browser, server, warehouse.actor, size) as hands:
        page = await ready(hands, f"logistics/purchases/{order}/receive")
        await scan(hands, "8990", "8990", "38*8991")
        await expect(page.locator("#scan-said")).to_contain_text("BAUT")
        assert await quantities(page) == ["2", "38"]
        assert await hands.focused() == "scan"
        await scan(hands, ScanCommand.UNDO)
        assert await quantities(page) == ["2", "0"]
        await scan(hands, "38*8991")
        assert page.url.endswith("/receive")
        assert await hands.violations() == []
        assert await hands.screen.overflow() == 0
        await scan(hands, ScanCommand.FINISH)
        await expect(page.locator("#differs li")).to_have_count(2)
        await expect(page.locator("#differs")).to_contain_text("MUR MUR: 2 dari 100, kurang 98")
        # A fast next scan chooses nothing here, only its own command does.
        await scan(hands, "8990")
        await expect(page.locator("#differs")).to_be_visible()
        await scan(hands, ScanCommand.FINISH)
        await received(page)

    assert await on_hand(warehouse) == {"MUR": 2, "BAUT": 38}


async def test_sg9_too_much_is_asked_about_once_and_only_what_is_allowed_comes_in(hands: Hands, warehouse: Warehouse) -> None:
    order = await purchase(warehouse, ("MUR", "100"))
    page = await ready(hands, f"logistics/purchases/{order}/receive")
    await scan(hands, "120*8990")
    await hands.keys("Control+Enter")
    await expect(page.locator("#differs")).to_contain_text("paling banyak 100")
    await hands.keys("Tab", "Enter")
    await received(page)

    assert await on_hand(warehouse) == {"MUR": 100}


async def test_sg9_an_unknown_code_is_told_once_what_it_is(hands: Hands, warehouse: Warehouse) -> None:
    pair = (await warehouse.actor.page("base.units", Wish(columns=("id", "code"), limit=100))).dicts()
    box = next(row["id"] for row in pair if row["code"] == "box")
    await warehouse.item("MUR", units=[{"unit": box, "numerator": 12}])
    page = await ready(hands, RECEIPTS)
    await scan(hands, "4711", "4711")
    await expect(page.locator("#scan-unknown li")).to_contain_text("4711")
    await expect(page.locator("#scan-said.bad")).to_contain_text("4711")
    assert await hands.violations() == []
    await page.fill("#scan-unknown input.input", "box")
    await page.press("#scan-unknown input.input", "Enter")
    await expect(page.locator("#toasts")).to_contain_text("4711")
    assert await quantities(page) == ["24"]
    assert await hands.focused() == "scan"
    await scan(hands, "4711")
    assert await quantities(page) == ["36"]
    await expect(page.locator("#outbox")).to_have_count(0)
    # A quantity that was said with the code stays its own.
    await scan(hands, "7*4712", "4712")
    await expect(page.locator("#scan-unknown li")).to_contain_text("7*4712")
    await page.fill("#scan-unknown input.input", "box")
    await page.press("#scan-unknown input.input", "Enter")
    await expect(page.locator("td[data-name=quantity] input")).to_have_value("19")
    await expect(page.locator("#outbox")).to_have_count(0)
    await page.reload()
    await hands.until("document.activeElement.id === 'scan'")
    await scan(hands, "4711")
    await expect(page.locator("#scan-said.good")).to_contain_text("MUR")


async def test_sg9_without_a_connection_receipts_wait_under_their_own_keys(hands: Hands, warehouse: Warehouse) -> None:
    await warehouse.item("MUR", barcode="8990")
    page = await ready(hands, RECEIPTS)
    await cut(hands, True)
    await scan(hands, "8990", "8990", "4711")
    await page.fill("#scan-unknown input.input", "MUR")
    # With the list open, Enter takes at once what it marks; the form waits for its own key.
    await expect(page.locator("#scan-unknown .option")).to_have_count(1)
    await page.press("#scan-unknown input.input", "Enter")
    await expect(page.locator("td[data-name=quantity] input")).to_have_value("3")
    await hands.keys("Control+Enter")
    await expect(page.locator("#outbox li")).to_have_count(2)
    # The next one is counted while they wait.
    await page.focus("#scan")
    await scan(hands, "8990", "4711")
    await hands.keys("Control+Enter")
    await expect(page.locator("#outbox li")).to_have_count(3)
    assert await hands.violations() == []
    await cut(hands, False)
    await expect(page.locator("#outbox")).to_have_count(0)
    hands.expect_wrong("console: ")

    assert await on_hand(warehouse) == {"MUR": 5}
    documents = (await warehouse.actor.page("logistics.documents", Wish(columns=("number",)))).dicts()
    assert len(documents) == 2


async def test_sg9_what_the_server_does_not_take_is_shown_and_opened_again(hands: Hands, warehouse: Warehouse) -> None:
    order = await purchase(warehouse, ("MUR", "10"))
    page = await received_offline(hands, order)
    lines = (await warehouse.actor.page("logistics.purchase_lines", Wish(columns=("id",)))).dicts()
    await warehouse.actor.perform("logistics.receive_order", order=order, lines=[{"line": lines[0]["id"], "quantity": "8"}])
    await cut(hands, False)
    await expect(page.locator("#outbox .error")).to_contain_text("2")
    await page.click("#outbox button >> nth=0")
    await expect(page.locator("#restored")).to_be_visible()
    hands.expect_wrong("console: ")

    assert await quantities(page) == ["10"]
    await expect(page.locator("#outbox")).to_have_count(0)
    assert await on_hand(warehouse) == {"MUR": 8}


async def test_sg9_why_the_server_takes_nothing_at_all_is_told(hands: Hands, warehouse: Warehouse) -> None:
    order = await purchase(warehouse, ("MUR", "10"))
    page = await received_offline(hands, order)
    await warehouse.actor.perform("core.switch_plugin_off", plugin="logistics")
    await cut(hands, False)
    await expect(page.locator("#outbox .error")).to_contain_text("Tidak ada halaman di alamat ini")
    hands.expect_wrong("console: ")


async def test_sg6_a_fast_scanner_needs_no_suffix(hands: Hands, warehouse: Warehouse) -> None:
    await warehouse.item("MUR", barcode="8992753100010")
    page = await ready(hands, RECEIPTS)
    await hands.keys("8992753100010")
    await expect(page.locator("#scan-said.good")).to_contain_text("MUR")
    assert await quantities(page) == ["1"]


# A browser without a code reader of its own gets one that sees an empty code first and then always the same one, whose label
# ends its line; the camera's picture is drawn.
CAMERA = """
    let looks = 0;
    window.BarcodeDetector = class { async detect() { return [{ rawValue: looks++ ? "8990\\n" : "" }]; } };
    navigator.mediaDevices.getUserMedia = async () => {
        const canvas = document.createElement("canvas");
        setInterval(() => canvas.getContext("2d").fillRect(0, 0, 9, 9), 40);
        return canvas.captureStream(25);
    };
"""


async def test_sg6_the_camera_of_a_phone_scans(browser: Browser, server: Server, warehouse: Warehouse) -> None:
    await warehouse.item("MUR", barcode="8990")
    async with driven(browser, server, warehouse.actor, HANDHELD) as hands:
        await hands.page.add_init_script(CAMERA)
        page = await ready(hands, RECEIPTS)
        await page.click("#scan-camera")
        await expect(page.locator("#scan-said.good")).to_contain_text("MUR")
        assert await quantities(page) == ["1"]
        await page.click("#scan-camera")
        await expect(page.locator("video")).to_have_count(0)


async def test_sg8_the_target_place_stands_on_every_row_and_mine_wins(hands: Hands, warehouse: Warehouse) -> None:
    actor = warehouse.actor
    places = {
        code: (
            await actor.perform("logistics.save_location", code=code, name=code, parent=warehouse.place, is_dock=code == "DOK")
        ).id
        for code in ("A1", "B1", "DOK")
    }
    lines = [
        {"item": await warehouse.item("BARIS", places=[{"place": places["B1"]}]), "quantity": 1, "place": places["A1"]},
        {"item": await warehouse.item("BARANG", places=[{"place": places["B1"]}]), "quantity": 1},
        {"item": await warehouse.item("DOK"), "quantity": 1},
    ]
    saved = await actor.perform("logistics.save_purchase_order", supplier=warehouse.party, warehouse=warehouse.place, lines=lines)
    await actor.perform("logistics.place_purchase_order", id=saved.id)
    page = await ready(hands, f"logistics/purchases/{saved.id}/receive")
    shown = "td[data-name=place] input:not([type=hidden])"
    assert await page.eval_on_selector_all(shown, "all => all.map(x => x.value)") == ["A1 A1", "B1 B1", "DOK DOK"]
    await page.fill("#f-lines-2-place", "A1")
    await page.press("#f-lines-2-place", "Tab")
    await page.focus("#scan")
    await scan(hands, "baris", "barang", "dok")
    await hands.keys("Control+Enter")
    await received(page)

    bins = (await actor.page("logistics.bins", Wish(columns=("code", "place")))).dicts()
    assert {row["code"]: row["place"] for row in bins} == {"BARIS": "A1", "BARANG": "B1", "DOK": "A1"}
