"""What needs me: at home, on a page of its own, at the bell; and the news, which ask nothing."""

import re
from collections.abc import AsyncIterator
from datetime import date, timedelta

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from dapur.house import House
from dapur.testing.companies import Actor, new_company, new_member
from tests.web.browsing import Visitor, attribute, text_of, visit
from tests.web.conftest import Server
from tests.web.driving import driven
from tests.web.screens import PHONE, WIDE


@pytest_asyncio.fixture
async def alone(house: House) -> Actor:
    """A company with base alone: no other department has something to do there."""
    return await new_company(house, plugins=("base",))


@pytest_asyncio.fixture
async def visitor(alone: Actor) -> AsyncIterator[Visitor]:
    """Somebody there."""
    visiting = await visit(alone)
    yield visiting
    await visiting.client.aclose()


async def task_of(actor: Actor, title: str, days: int | None) -> None:
    """A task due so many days from now."""
    due = None if days is None else (date.today() + timedelta(days=days)).isoformat()
    await actor.perform("base.add_task", title=title, due=due)


async def test_sh8_all_that_waits_stands_by_its_day_the_overdue_first(visitor: Visitor, alone: Actor) -> None:
    for title, days in (("Kapan saja", None), ("Minggu depan", 7), ("Kemarin", -1), ("Dulu", -9)):
        await task_of(alone, title, days)

    page = await visitor.get("needs")

    text = text_of(page)
    assert re.search(r"Lewat tempo 2 Dulu.*Kemarin.*Nanti 1 Minggu depan.*Tanpa tanggal \d+ .*Kapan saja", text)
    assert "Data dasar" in text, "each says where it comes from"
    count = (await visitor.get("_needs")).json()
    assert (count["late"], count["text"].endswith("lewat tempo: 2")) == (2, True)


async def test_sh11_home_shows_the_first_ones_and_the_way_to_all(visitor: Visitor, alone: Actor) -> None:
    for number in range(9):
        await task_of(alone, f"Tugas {number}", number)

    home = await visitor.get("")

    assert "Tugas 7" in home.text and "Tugas 8" not in home.text
    assert text_of(home).count("Semua ") == 1
    assert attribute(home, "all-tasks", "href") == f"/{visitor.code}/needs"


async def test_sh8_news_are_a_silent_list_that_is_marked_as_read_at_once(visitor: Visitor, alone: Actor) -> None:
    budi = await new_member(alone, "clerk", name="Budi")
    made = await alone.perform("base.add_task", title="Cek <stok>", owner_id=budi.scope.user)
    await budi.perform("base.finish_task", id=made.id)

    news = await visitor.get("needs/news")
    assert "Selesai: Cek &lt;stok&gt;" in news.text and "Baru" in text_of(news)
    assert "Cek" not in text_of(await visitor.get("needs"))
    through = re.search(r'action="/[^/]+/(needs/news\?through=\d+)"', news.text)
    assert through is not None
    assert (await visitor.post(through.group(1), {})).status_code == 303
    assert 'id="read-news"' not in (await visitor.get("needs/news")).text


async def test_news_of_others_stay_new(visitor: Visitor, alone: Actor) -> None:
    rina = await new_member(alone, "clerk", name="Rina")
    await alone.perform("base.add_task", title="Arsip", owner_id=rina.scope.user)

    await visitor.post("needs/news?through=999999999", {})

    left = "select count(*) from core.notice where company_id = %s and user_id = %s and read_at is null"
    assert await (await rina.reader()).value(left, rina.scope.company, rina.scope.user) == 1


@pytest.mark.browser
@pytest.mark.parametrize("size", [WIDE, PHONE])
async def test_a_task_is_made_and_done_by_keyboard_and_the_bell_counts(
    browser: Browser, server: Server, alone: Actor, size: tuple[int, int]
) -> None:
    await task_of(alone, "Kemarin", -1)
    async with driven(browser, server, alone, size) as hands:
        page = await hands.open("base/tasks")
        await expect(page.locator("#bell")).to_have_attribute("aria-label", re.compile("lewat tempo: 1"))
        before = int(await page.locator("#bell b").inner_text())

        await hands.keys("n")
        await page.wait_for_url("**/base/tasks/new")
        await page.focus("#f-title")
        await hands.keys("Bayar listrik")
        await page.focus("#f-due")
        await hands.keys("=", "Control+Enter")
        await page.wait_for_url(re.compile(r"/base/tasks/\d+"))
        await expect(page.locator("#bell b")).to_have_text(str(before + 1))
        assert await hands.violations() == []

        await hands.keys("d")
        await expect(page.locator(".badge").first).to_have_text("Selesai")
        await expect(page.locator("#bell b")).to_have_text(str(before))
        await hands.open("needs")
        await expect(page.locator("#group-1")).to_have_text("Lewat tempo 1")
        assert await hands.violations() == []
