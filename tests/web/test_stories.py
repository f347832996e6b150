"""The stories of all departments at their screens: each deed by the person concerned, signed in as themselves."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from dapur.events.dispatcher import Dispatcher
from dapur.queries.plan import Wish
from dapur.testing.companies import Actor, new_member
from dapur.testing.waiting import settled
from tests.plugins.logistics.warehouse import open_warehouse
from tests.web.conftest import Server
from tests.web.driving import driven
from tests.web.screens import PHONE

pytestmark = pytest.mark.browser


@dataclass
class Office:
    """A company and the people in it, by name."""

    boss: Actor
    people: dict[str, Actor] = field(default_factory=dict)

    async def colleague(self, name: str, *roles: str) -> Actor:
        """Somebody who signs in."""
        self.people[name] = await new_member(self.boss, *roles, name=name)
        return self.people[name]

    async def hear(self) -> None:
        """What the worker does a moment later."""
        await settled(self.boss.house)
        await Dispatcher(self.boss.house).deliver_all(self.boss.scope.company)

    async def rows(self, query: str, *columns: str) -> list[tuple[Any, ...]]:
        """Cells of a list."""
        return [tuple(row[c] for c in columns) for row in (await self.boss.page(query, Wish(columns=columns))).dicts()]


@pytest_asyncio.fixture(loop_scope="session")
async def office(actor: Actor) -> Office:
    """HR, IT and the secretary, and what they do for whoever joins."""
    made = Office(actor)
    yuni, adi = await made.colleague("Yuni", "hr_officer"), await made.colleague("Adi", "it_support")
    sekar = await made.colleague("Sekar", "clerk")
    await adi.perform("it.save_asset", code="LT-001", name="Laptop 14 inci")
    card = {"what": "Kartu akses ruangan", "way": "task", "owner": sekar.scope.user}
    for line in ({"what": "Laptop", "way": "ticket", "days": -1}, card):
        await yuni.perform("hr.save_checklist_line", line)
    return made


async def test_a_new_colleague_and_a_farewell(browser: Browser, server: Server, office: Office) -> None:
    yuni, adi, sekar = office.people["Yuni"], office.people["Adi"], office.people["Sekar"]

    async with driven(browser, server, yuni) as hands:
        page = await hands.open("hr/people")
        await hands.keys("n")
        await page.wait_for_url("**/people/new")
        await page.fill("#f-name", "Citra Kirana")
        await hands.keys("Control+Enter")
        await expect(page.locator("h1")).to_contain_text("Citra Kirana")
        citra = page.url
        await office.hear()
        await page.reload(wait_until="load")
        await expect(page.locator("main")).to_contain_text("TIK/")
        assert await hands.violations() == []

    async with driven(browser, server, sekar, PHONE) as hands:
        page = await hands.open("base/tasks")
        await page.get_by_role("link", name="Kartu akses ruangan").first.click()
        await expect(page.locator("main")).to_contain_text("Citra Kirana")
        assert await hands.screen.overflow() == 0
        await hands.keys("d")
        await expect(page.locator("main")).to_contain_text("Selesai")

    async with driven(browser, server, adi) as hands:
        page = await hands.open("it/tickets?view=all")
        await hands.keys("j", "Enter")
        await expect(page.locator("main")).to_contain_text("Laptop: Citra Kirana")
        await hands.open("it/assets")
        await hands.keys("j", "Enter")
        await hands.until("document.querySelector('[data-key=a]')")
        await hands.keys("a")
        await page.fill("#f-holder_id", "Citra Kirana")
        await page.press("#f-holder_id", "Tab")
        await hands.keys("Control+Enter")
        await expect(page.locator("main")).to_contain_text("Citra Kirana")

    async with driven(browser, server, yuni) as hands:
        page = hands.page
        await page.goto(citra, wait_until="load")
        await hands.keys("x")
        await hands.until("document.querySelector('#f-last_day')")
        today = (await office.boss.reader()).today
        await page.fill("#f-last_day", f"{today:%d/%m/%Y}")
        await page.select_option("#f-reason", "resignation")
        await hands.keys("Control+Enter")
        await hands.until("!location.pathname.includes('/do/')")
        await expect(page.locator("main")).to_contain_text("LT-001")
        await complete(hands)
        await expect(page.locator("main")).to_contain_text("Masih dipegang orang ini: LT-001. Minta dikembalikan dahulu.")

    async with driven(browser, server, adi) as hands:
        page = await hands.open("it/assets")
        await hands.keys("j", "Enter")
        await hands.until("document.querySelector('[data-key=a]')")
        await hands.keys("a")
        await hands.until("document.querySelector('#f-condition')")
        await hands.keys("Control+Enter")
        await hands.until("!location.pathname.includes('/do/')")

    async with driven(browser, server, yuni) as hands:
        await hands.page.goto(citra, wait_until="load")
        await complete(hands)
        await expect(hands.page.locator("main")).to_contain_text("Tuntas: semuanya sudah dikembalikan.")


async def complete(hands: Any) -> None:
    """Yuni completes the leaving: a key, and Enter where she is asked."""
    await hands.keys("l")
    await hands.until("document.querySelector('dialog[open]')")
    await hands.keys("Enter")


@pytest_asyncio.fixture(loop_scope="session")
async def shop(actor: Actor) -> Office:
    """Who buys, who approves and who stands in, who keeps the warehouse and the devices."""
    made = Office(actor)
    roles = {"Agus": "clerk", "Rina": "approver", "Dewi": "approver", "Slamet": "storekeeper", "Adi": "it_support"}
    for name, role in roles.items():
        await made.colleague(name, role)
    rule = {"approver": "user", "user": made.people["Rina"].scope.user, "above": "1000000"}
    await actor.perform("base.save_approval_policy", kind="logistics.purchase_order", name="Pembelian", lines=[rule])
    today = (await actor.reader()).today
    away = {"deputy": made.people["Dewi"].scope.user, "first": today, "last": today}
    await made.people["Rina"].perform("base.delegate", away)
    return made


async def test_a_delivery_that_costs(browser: Browser, server: Server, shop: Office) -> None:
    warehouse = await open_warehouse(shop.boss)
    line = {"item": await warehouse.item("SSD"), "quantity": "3", "unit_price": "600000"}
    raw = {"supplier": warehouse.party, "warehouse": warehouse.place, "lines": [line]}
    order = (await shop.people["Agus"].perform("logistics.save_purchase_order", raw)).id
    ticket = (await shop.people["Adi"].perform("it.open_ticket", title="Laptop lambat")).id

    async with driven(browser, server, shop.people["Agus"]) as hands:
        page = await hands.open(f"logistics/purchases/{order}")
        await hands.keys("b")
        await expect(page.locator("main")).to_contain_text("Ini perlu disetujui dulu. Minta persetujuan")
        await hands.open(f"logistics/purchases/{order}")
        await hands.keys("m")
        await expect(page.locator("#toasts")).not_to_be_empty()

    async with driven(browser, server, shop.people["Dewi"], PHONE) as hands:
        page = await hands.open("base/approvals")
        await expect(page.locator("main")).to_contain_text("Toko Sinar")
        assert await hands.screen.overflow() == 0
        assert await hands.violations() == []
        await page.click(".row-link")
        await page.click("#act-approve-bar:visible, #act-approve:visible")
        await page.click("dialog[open] button[value=yes]")
        await page.wait_for_url("**/base/approvals")

    async with driven(browser, server, shop.people["Agus"]) as hands:
        page = await hands.open(f"logistics/purchases/{order}")
        await hands.keys("b")
        await expect(page.locator("main")).to_contain_text("PO/")

    async with driven(browser, server, shop.people["Slamet"]) as hands:
        page = await hands.open(f"logistics/purchases/{order}")
        await hands.keys("t")
        await hands.until("document.activeElement.id === 'scan'")
        await hands.keys("3*ssd", "Enter", "Control+Enter")
        await page.wait_for_url("**/stock-documents/*")

    async with driven(browser, server, shop.people["Adi"]) as hands:
        page = await hands.open(f"it/tickets/{ticket}/parts")
        await hands.until("document.activeElement?.id === 'f-item'")
        assert await hands.violations() == []
        await hands.keys("ArrowDown", "Control+Enter")
        await page.wait_for_url("**/details")
        await expect(page.locator("main")).to_contain_text("GI/")

    assert (await warehouse.stands("SSD"), (await warehouse.difference())["difference"]) == (
        (Decimal(2), Decimal(1_200_000)),
        Decimal(0),
    )
