"""Commenting in a real browser: c, @, a name, Ctrl+Enter."""

import pytest
from playwright.async_api import Browser, expect

from dapur.testing.companies import Actor, new_member
from tests.web.conftest import Server
from tests.web.driving import driven
from tests.web.screens import PHONE, WIDE

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("size", [WIDE, PHONE])
async def test_rc6_a_comment_names_a_colleague_and_is_kept_until_it_is_sent(
    browser: Browser, server: Server, actor: Actor, size: tuple[int, int]
) -> None:
    budi = await new_member(actor, "clerk", name="Budi Santoso")
    party = (await actor.perform("base.save_party", name="PT Baja Dapur")).id
    async with driven(browser, server, actor, size=size) as hands:
        page = await hands.open(f"base/parties/{party}")
        await hands.keys("c")
        assert await hands.focused() == "comment"
        await hands.keys("Tolong cek @bud")
        await expect(page.locator("#mentions [role=option]")).to_have_text(["Budi Santoso"])
        assert await hands.violations() == []
        await hands.keys("Enter", "ya")
        await page.reload()
        assert await page.input_value("#comment") == "Tolong cek @Budi Santoso ya"

        await page.focus("#comment")
        await hands.keys("Control+Enter")

        await expect(page.locator("#comments .said p")).to_have_text(["Tolong cek @Budi Santoso ya"])
        assert await page.input_value("#comment") == ""
        assert await hands.violations() == []
    rows = await (await actor.reader()).rows("select user_id from core.notice where company_id = %s", actor.scope.company)
    assert rows == [(budi.scope.user,)]
