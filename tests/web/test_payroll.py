"""A payroll is looked at and posted by keyboard; on the phone it fits."""

from typing import Any

import pytest
from playwright.async_api import Browser, expect

from dapur.testing.companies import Actor
from tests.plugins.hr.payroll import Payroll, payroll_of
from tests.web.conftest import Server
from tests.web.driving import Hands
from tests.web.screens import PHONE, WIDE, a_screen

pytestmark = pytest.mark.browser
DIFFERING = 3


async def differing_payroll(actor: Actor) -> tuple[Payroll, int]:
    """Five people; three of them have other meal money than last month, and nobody said why."""
    payroll = await payroll_of(actor)
    for n in range(5):
        hired = await payroll.staff.hire(f"Orang {n}", first_day="2024-01-01", basic="9000000" if n < 2 else "6000000")
        await actor.perform("hr.set_pay_account", employee=hired.id, from_day="2024-01-01", bank="014", number=f"12345{n}")
    rule: dict[str, Any] = {"component": payroll.staff.components["meal_allowance"], "is_fixed": False}
    await actor.perform("hr.save_pay_rule", formula="if(full_basic < 7000000, 500000, 0)", **rule)
    await payroll.run("2026-09", post=True)
    await actor.perform("hr.save_pay_rule", formula="if(full_basic < 7000000, 600000, 0)", **rule)
    return payroll, (await payroll.run("2026-10")).id


async def test_sg19_two_keys_a_difference_and_two_to_post(browser: Browser, server: Server, actor: Actor) -> None:
    payroll, run = await differing_payroll(actor)
    async with a_screen(browser, server.address, actor, size=WIDE) as screen:
        hands, page = Hands(screen), screen.page
        await hands.open(f"hr/payroll/{run}/compare")
        await expect(page.locator("tbody tr")).to_have_count(5)
        for left in range(DIFFERING, 0, -1):
            await expect(page.locator("[data-row-key]")).to_have_count(left)
            await hands.keys("j", "v")
            await expect(page.locator("[data-row-key]")).to_have_count(left - 1)
            await hands.until("document.readyState === 'complete' && document.querySelector('[data-list] tr.cursor')")
        assert await screen.violations() == []
        await hands.keys("Control+Enter")
        await expect(page.locator("dialog[open]")).to_be_visible()
        await hands.keys("Enter")
        await page.wait_for_url(f"**/hr/payroll/{run}?*")

    assert [row["status"] for row in await payroll.compared(run)].count("checked") == DIFFERING
    rows = await payroll.staff.sql("select state from hr.payroll_run where company_id = %s and id = %s", actor.scope.company, run)
    assert rows == [("posted",)]


async def test_sg16_and_sg18_both_months_explain_their_lines_and_amounts_can_be_hidden(
    browser: Browser, server: Server, actor: Actor
) -> None:
    _payroll, run = await differing_payroll(actor)
    async with a_screen(browser, server.address, actor, size=PHONE) as screen:
        hands, page = Hands(screen), screen.page
        await hands.open(f"hr/payroll/{run}/compare?mask=1")
        assert "•••" in await page.inner_text("tbody") and "6.000.000" not in await page.inner_text("tbody")
        await page.click("tbody tr:first-child .row-link")
        await page.wait_for_url("**/compare?mask=1")
        assert "•••" in await page.inner_text("main") and "600.000" not in await page.inner_text("main"), "they stay hidden"
        slip = page.url.partition("?")[0]
        await page.click("#check")
        await page.wait_for_url(f"**/payroll/{run}/compare?mask=1*")
        assert "•••" in await page.inner_text("tbody"), "hidden after a deed too"
        await page.goto(slip)
        assert "if(full_basic < 7000000, 600000, 0)" in await page.inner_text("main")
        assert (await screen.overflow(), await screen.violations()) == (0, [])
