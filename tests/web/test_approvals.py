"""Approving in a real browser: two keys at the desk, two taps on the phone."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from dapur.house import House
from dapur.plugins.registry import Registry
from dapur.testing.companies import Actor, new_company, new_member
from dapur.testing.databases import TestDatabase
from tests.letters import KIND, with_letters
from tests.web.conftest import Server
from tests.web.driving import driven
from tests.web.screens import PHONE

pytestmark = pytest.mark.browser


@dataclass(frozen=True)
class Waiting:
    """Ani, and the requests that wait for her, the oldest first."""

    ani: Actor
    boss: Actor
    requests: list[int]

    async def outcomes(self) -> list[str]:
        rows = await (await self.boss.reader()).rows("select coalesce(outcome, 'waiting') from base.approval_request order by id")
        return [outcome for (outcome,) in rows]


@pytest_asyncio.fixture(loop_scope="session")
async def waiting(registry: Registry, database: TestDatabase) -> AsyncIterator[Waiting]:
    """Three letters that wait, made by a process that has the letters' department."""
    house = await House(with_letters(registry), database.app_url, database.owner_url, pool_size=2).open(follow=False)
    boss = await new_company(house, name="PT Surat Menyurat")
    ani = await new_member(boss, "clerk", name="Ani Lestari")
    line = {"approver": "user", "user": ani.scope.user}
    await boss.perform("base.save_approval_policy", {"kind": KIND, "name": "Surat pesanan", "lines": [line]})
    requests = []
    for number, amount in (("SP/2026/11/0007", "14500000"), ("SP/2026/11/0008", "750000"), ("SP/2026/11/0009", "90000")):
        words = "PT Baja Dapur · pelat 2 mm, 12 lembar"
        letter = (await boss.perform("letters.write", title=number, amount=amount, currency="IDR", text=words)).id
        requests.append((await boss.perform("base.request_approval", kind=KIND, document=letter)).request)
    yield Waiting(ani, boss, requests)
    await house.close()


async def test_ap5_two_keys_approve_the_row_and_the_next_one_stands_there(
    browser: Browser, server: Server, waiting: Waiting
) -> None:
    async with driven(browser, server, waiting.ani) as hands:
        page = await hands.open("base/approvals")
        await expect(page.locator(".row-link")).to_have_count(3)
        assert await hands.violations() == []

        await hands.keys("a")
        await expect(page.locator("#confirm-title")).to_be_visible()
        assert await waiting.outcomes() == ["waiting", "waiting", "waiting"]
        assert "SP/2026/11/0007" in await page.locator("dialog[open]").inner_text()
        await hands.keys("Enter")

        await expect(page.locator(".row-link")).to_have_count(2)
        assert await waiting.outcomes() == ["approved", "waiting", "waiting"]

        await hands.keys("j", "j", "d")
        await expect(page.locator("#f-reason")).to_be_visible()
        await page.fill("#f-reason", "Terlalu mahal")
        await hands.keys("Control+Enter")
        await expect(page.locator(".row-link")).to_have_count(1)
        assert await waiting.outcomes() == ["approved", "waiting", "declined"]


async def test_ap3_two_taps_approve_on_the_phone(browser: Browser, server: Server, waiting: Waiting) -> None:
    async with driven(browser, server, waiting.ani, size=PHONE) as hands:
        page = await hands.open(f"base/approvals/{waiting.requests[1]}")
        assert await hands.violations() == []
        assert await page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]

        await page.tap("#act-approve-bar") if await page.locator("#act-approve-bar").is_visible() else await page.tap(
            "#act-approve"
        )
        await page.click("dialog[open] button[value=yes]")
        await page.wait_for_url(re.compile(r"/base/approvals(\?.*)?$"))

        assert await waiting.outcomes() == ["waiting", "approved", "waiting"]


async def test_the_bell_leads_to_what_waits_and_the_news_are_read_one_by_one(
    browser: Browser, server: Server, waiting: Waiting
) -> None:
    async with driven(browser, server, waiting.ani) as hands:
        page = await hands.open("needs/news")
        await expect(page.locator("#news .badge")).to_have_count(3)
        assert await hands.violations() == []

        await page.click("#news li:last-child a")
        await expect(page.locator("#page-title")).to_have_text("SP/2026/11/0007")
        await hands.keys("g", "i")
        await hands.open("needs/news")
        await expect(page.locator("#news .badge")).to_have_count(2)
        await page.click("#read-news")
        await expect(page.locator("#news .badge")).to_have_count(0)
