"""Pages of the management in real browsers: every skin, and journeys by keyboard."""

import pytest
from playwright.async_api import Browser

from dapur.testing.companies import Actor, new_member
from tests.web.conftest import Server
from tests.web.screens import EVERY_SKIN, a_screen, faults

PAGES = (
    "settings", "settings/core", "people", "people?status=disabled", "people/invite", "people/invitations", "people/{user}",
    "roles", "roles/new", "roles/{role}", "roles/rights/core.audit.read", "roles/rights/core.people.manage", "departments",
    "audit", "audit?action=R", "audit/{record}", "audit/seals", "account", "account/password", "account/sessions", "account/tokens",
    "account/tokens/new", "account/keys", "settings/nothing",
)  # fmt: skip

pytestmark = pytest.mark.browser


async def numbers(boss: Actor) -> dict[str, int]:
    """A person, a role and a record of the log to look at; somebody invited, somebody refused."""
    member = await new_member(boss, "clerk", name="Indah Permata Sari Dewi Kusumawardhani")
    await boss.perform("core.disable_person", user=member.scope.user)
    reader = await boss.reader()
    role = await reader.value("select min(id) from core.role where company_id = %s", boss.scope.company)
    record = await reader.value("select max(id) from core.audit_log where company_id = %s", boss.scope.company)
    await boss.perform("core.invite_person", email=f"tamu{member.scope.user}@example.id", name="Tamu", roles=[role])
    await boss.perform("core.create_token", name=f"Toko {member.scope.user}", scopes=["core.audit.read", "core.export"])
    return {"user": member.scope.user, "role": role, "record": record}


@pytest.mark.parametrize("language,theme,size", EVERY_SKIN)
async def test_ax1_mo1_every_page_of_the_management_in_every_skin(
    browser: Browser, server: Server, boss: Actor, language: str, theme: str, size: tuple[int, int]
) -> None:
    known = await numbers(boss)
    wrong = {}
    async with a_screen(browser, server.address, boss, size=size, theme=theme, language=language) as screen:
        for path in PAGES:
            await screen.open(path.format(**known))
            assert await screen.page.get_attribute("html", "lang") == language
            # The first shows the shell, which is the same on all that follow.
            if found := await faults(screen, shell=path == PAGES[0]):
                wrong[path] = found
        await screen.page.goto(f"{server.address}/new-company", wait_until="load")
        if found := await faults(screen):
            wrong["new-company"] = found
        await screen.page.click("#save")
        await screen.page.wait_for_selector("#summary")
        if found := await faults(screen):
            wrong["new-company refused"] = found
    assert wrong == {}


async def test_fv2_a_refused_invitation_keeps_what_was_typed_and_leads_to_the_field(
    browser: Browser, server: Server, actor: Actor
) -> None:
    async with a_screen(browser, server.address, actor) as screen:
        await screen.open("people/invite")
        await screen.page.fill("#f-name", "Joko")
        await screen.page.click("#save")
        await screen.page.wait_for_selector("#summary")
        assert await screen.page.evaluate("document.activeElement.id") == "summary"
        await screen.page.click('#summary a[href="#f-email"]')
        assert await screen.page.evaluate("document.activeElement.id") == "f-email"

        await screen.page.fill("#f-email", "joko@example.id")
        await screen.page.check("#f-roles-1")
        await screen.page.click("#save")
        await screen.page.wait_for_selector("#once-text")
        assert "/invitation/" in await screen.page.inner_text("#once-text")


async def test_fv16_disabling_asks_and_the_safe_button_has_the_focus(browser: Browser, server: Server, actor: Actor) -> None:
    member = await new_member(actor, "clerk", name="Kartika")
    async with a_screen(browser, server.address, actor) as screen:
        await screen.open(f"people/{member.scope.user}")
        await screen.page.click("#disable")
        dialog = screen.page.locator("dialog[open]")
        await dialog.wait_for()
        assert "Kartika" in await dialog.inner_text()
        assert await screen.page.evaluate("document.activeElement.value") == "no"
        await dialog.locator(".danger, .primary").first.click()
        await screen.page.wait_for_selector("#enable")


async def test_kb3_a_role_is_made_by_keyboard_alone(browser: Browser, server: Server, actor: Actor) -> None:
    async with a_screen(browser, server.address, actor) as screen:
        await screen.open("roles")
        await screen.page.keyboard.press("n")
        await screen.page.wait_for_selector("#f-title")
        await screen.page.focus("#f-title")
        await screen.page.keyboard.type("Penjaga gudang")
        await screen.page.focus("#right-core-export")
        await screen.page.keyboard.press("Space")
        await screen.page.keyboard.press("Control+Enter")
        await screen.page.wait_for_selector("#delete")
        assert await screen.page.inner_text("#page-title") == "Penjaga gudang"
        assert await screen.page.is_checked("#right-core-export")


async def test_a_department_switched_off_leaves_the_menu(browser: Browser, server: Server, actor: Actor) -> None:
    async with a_screen(browser, server.address, actor) as screen:
        await screen.open("departments")
        assert await screen.page.locator('.side a[href*="/pantry/"]').count() > 0
        await screen.page.click("#off-pantry")
        await screen.page.locator("dialog[open] .danger, dialog[open] .primary").first.click()
        await screen.page.wait_for_selector("#on-pantry")
        assert await screen.page.locator('.side a[href*="/pantry/"]').count() == 0
        await screen.page.click("#on-pantry")
        await screen.page.wait_for_selector("#off-pantry")
