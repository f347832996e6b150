"""The page of key figures: each department that is on, each figure with its rows; by keyboard and on the phone."""

import pytest
from playwright.async_api import Browser

from dapur.house import House
from dapur.testing.companies import new_company, new_member
from dapur.testing.visits import visiting
from tests.web.conftest import Server
from tests.web.driving import driven
from tests.web.screens import PHONE, WIDE


@pytest.mark.browser
@pytest.mark.parametrize(("size", "theme"), [(WIDE, "light"), (PHONE, "dark")], ids=["wide", "phone"])
async def test_key_figures_fit_and_open_their_rows_by_keyboard(
    browser: Browser, server: Server, house: House, size: tuple[int, int], theme: str
) -> None:
    boss = await new_company(house, plugins=("base", "administration"))
    async with driven(browser, server, boss, size, theme=theme) as hands:
        await hands.open("management")
        assert await hands.violations() == [] and await hands.screen.overflow() == 0
        await hands.keys("[")
        await hands.until("location.search.includes('day=')")
        await hands.page.locator("#administration-letters a").focus()
        await hands.keys("Enter")
        await hands.until(
            "location.pathname.endsWith('/administration/letters') && location.search.includes('letter_date.from=')"
        )


async def test_only_departments_that_are_on_and_rows_that_may_be_seen_have_figures(house: House) -> None:
    boss = await new_company(house, plugins=("base", "administration"))
    clerk = await new_member(boss, "clerk")
    code = await boss.code()
    shown = {}
    for who in (boss, clerk):
        async with visiting(who) as client:
            shown[who.scope.user] = (await client.get(f"/{code}/management")).text

    everything, less = shown[boss.scope.user], shown[clerk.scope.user]
    assert 'id="administration-risks"' in everything and 'id="administration-letters"' in less
    assert 'id="administration-risks"' not in less
    assert "accounting-" not in everything and 'id="it-' not in everything
