"""Leave, the organisation chart and people by keyboard and on the phone, keys counted (UX SG-11 to SG-14, SG-28 to SG-31)."""

from dataclasses import dataclass

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from dapur.testing.companies import Actor, new_member
from tests.web.conftest import Server
from tests.web.driving import driven
from tests.web.screens import PHONE, WIDE

pytestmark = pytest.mark.browser


@dataclass
class Team:
    """A manager and somebody of the team, who has twelve days."""

    office: Actor
    boss: Actor
    worker: Actor
    worker_id: int
    annual: int

    async def requests(self) -> list[dict[str, object]]:
        """What HR sees."""
        return (await self.office.page("hr.leave_requests")).dicts()


@pytest_asyncio.fixture(loop_scope="session")
async def team(actor: Actor) -> Team:
    """A warehouse with a head and a clerk."""
    unit = await actor.perform("base.save_organisation_unit", code="GDG", name="Gudang")
    shelf = await actor.perform("base.save_organisation_unit", code="RAK", name="Rak", parent=unit.id)
    rows = ("KGDG", "Kepala gudang", unit.id), ("STF", "Staf gudang", shelf.id), ("SPR", "Sopir", shelf.id)
    places = [
        (await actor.perform("base.save_position", code=code, title_id=title, title_en=title, unit=place, level=n + 1)).id
        for n, (code, title, place) in enumerate(rows)
    ]
    boss = await new_member(actor, "manager", "employee", name="Slamet Riyadi")
    worker = await new_member(actor, "employee", name="Joko Susilo")
    head = await actor.perform(
        "hr.hire_employee", name="Slamet Riyadi", first_day="2020-01-06", position=places[0], user=boss.scope.user
    )
    raw = {"name": "Joko Susilo", "first_day": "2024-01-08", "position": places[1], "manager": head.id, "user": worker.scope.user}
    hired = await actor.perform("hr.hire_employee", raw)
    kinds = (await actor.page("hr.leave_types")).dicts()
    annual = next(kind["id"] for kind in kinds if kind["code"] == "annual")
    opening = {"employee": hired.id, "type": annual, "day": "2026-01-01", "days": 12, "opening": True}
    await actor.perform("hr.note_leave_balance", opening)
    return Team(actor, boss, worker, hired.id, annual)


async def ask(team: Team) -> int:
    """A request of three days that waits."""
    made = await team.worker.perform("hr.request_leave", first_day="2027-07-05", last_day="2027-07-07")
    return int(made.id)


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
async def test_sg14_leave_is_asked_for_with_three_keys(
    browser: Browser, server: Server, team: Team, size: tuple[int, int]
) -> None:
    async with driven(browser, server, team.worker, size) as hands:
        await hands.open("hr/leave")
        await hands.keys("n")
        await hands.until("document.activeElement?.id === 'f-dates'")
        await hands.keys("5/7/2027-7/7/2027", "Tab")
        await hands.until("document.querySelector('#outlook .big')?.textContent === '3 hari'")
        assert "Saldo 12, menjadi 9" in await hands.page.locator("#outlook").inner_text()
        assert await hands.violations() == []
        assert await hands.screen.overflow() == 0
        await hands.keys("Control+Enter")
        await hands.until("location.pathname.endsWith('/hr/leave') && document.querySelector('tbody .row-link')")

    (row,) = await team.requests()
    assert (row["name"], row["status"], row["days"]) == ("Joko Susilo", "waiting", 3)


async def test_sg14_leave_is_approved_with_two_keys_and_the_facts_in_sight(browser: Browser, server: Server, team: Team) -> None:
    await ask(team)
    async with driven(browser, server, team.boss) as hands:
        await hands.open("hr/leave")
        await hands.keys("a")
        await hands.until("document.querySelector('dialog[open]')")
        assert (
            "Joko Susilo, Cuti tahunan, 5 Jul 2027 – 7 Jul 2027: 3 hari. Setujui?"
            in await hands.page.locator("dialog[open]").inner_text()
        )
        assert "Saldo 12, menjadi 9" in await hands.page.locator("main").inner_text()
        assert await hands.violations() == []
        await hands.keys("Escape")
        await hands.page.locator("main a", has_text="Saldo 12, menjadi 9").first.click()
        await hands.until("location.pathname.endsWith('/hr/leave-entries')")
        assert "12" in await hands.page.locator("tbody").inner_text(), "SG-13: the balance opens its entries"
        await hands.open("hr/leave")
        await hands.keys("a")
        await hands.until("document.querySelector('dialog[open]')")
        await hands.keys("Enter")
        await hands.until("!document.querySelector('dialog[open]') && location.pathname.endsWith('/hr/leave')")

    assert [row["status"] for row in await team.requests()] == ["approved"]


async def test_ap3_leave_is_approved_with_two_taps_on_the_phone(browser: Browser, server: Server, team: Team) -> None:
    number = await ask(team)
    async with driven(browser, server, team.boss, PHONE) as hands:
        await hands.open(f"hr/leave/{number}")
        assert await hands.screen.overflow() == 0
        await hands.page.locator(".head [id^=act-approve_leave]").tap()
        await hands.page.locator("dialog[open] .btn.primary").tap()
        await hands.until("location.pathname.endsWith('/hr/leave')")

    assert [row["status"] for row in await team.requests()] == ["approved"]


async def test_what_the_balance_does_not_cover_is_said_before_it_is_asked(browser: Browser, server: Server, team: Team) -> None:
    async with driven(browser, server, team.worker) as hands:
        await hands.open("hr/leave/new")
        await hands.until("document.activeElement?.id === 'f-dates'")
        await hands.keys("1/7/2027-30/7/2027", "Tab")
        await hands.until("document.querySelector('#outlook .notice.bad')")
        await hands.keys("Control+Enter")
        await hands.until("document.querySelector('#summary')")
        assert "Sisa 12 hari untuk 1 Jul 2027" in await hands.page.locator("#summary").inner_text()

    assert await team.requests() == []


async def test_sg28_the_chart_is_a_tree_with_its_keys(browser: Browser, server: Server, team: Team) -> None:
    async with driven(browser, server, team.worker) as hands:
        await hands.open("hr/organisation")
        row = "document.activeElement.querySelector(':scope > .tree-row').textContent"
        await hands.page.locator("[role=treeitem]").first.focus()
        await hands.keys("ArrowDown")
        await hands.until(f"{row}.includes('Slamet Riyadi')")
        await hands.keys("ArrowDown")
        await hands.until(f"{row}.includes('Rak')")
        await hands.keys("ArrowLeft")
        await hands.until("document.activeElement.getAttribute('aria-expanded') === 'false'")
        await hands.keys("ArrowRight", "ArrowRight")
        await hands.until(f"{row}.includes('Joko Susilo')")
        await hands.keys("End")
        await hands.until(f"{row}.includes('Sopir') && {row}.includes('Kosong')")
        await hands.keys("Home", "j")
        await hands.until(f"{row}.includes('Joko Susilo')")
        assert await hands.violations() == []
        await hands.keys("Enter")
        await hands.until("document.querySelector('h1').textContent.includes('Joko Susilo')")
        await hands.open(f"hr/organisation?person={team.worker_id}")
        assert "Joko Susilo" in await hands.page.locator("[role=treeitem].found").inner_text(), "SG-29: the path to them is open"
        assert await hands.page.locator("[role=treeitem].found").is_visible()


async def test_sg31_the_chain_of_managers_is_two_keys_away(browser: Browser, server: Server, team: Team) -> None:
    async with driven(browser, server, team.worker) as hands:
        await hands.open("")
        await hands.keys("Control+k")
        await hands.keys("Joko Susilo")
        await hands.until("document.querySelector('dialog[open] [role=option]')?.textContent.includes('Joko Susilo')")
        await hands.keys("Enter")
        await hands.until("[...document.querySelectorAll('section h2')].some(h => h.textContent === 'Atasan')")
        assert "Slamet Riyadi" in await hands.page.locator("main").inner_text()


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
async def test_sg11_the_calendar_shows_who_is_away_and_what_waits(
    browser: Browser, server: Server, team: Team, size: tuple[int, int]
) -> None:
    await team.office.perform("hr.approve_leave", id=await ask(team))
    await team.worker.perform("hr.request_leave", first_day="2027-07-12")
    async with driven(browser, server, team.boss, size) as hands:
        await hands.open("hr/leave-calendar?month=2027-07")
        row = hands.page.locator("tbody tr", has_text="Joko Susilo")
        assert await row.locator("a.slot.blue:not(.unsure)").count() == 3
        assert await row.locator("a.slot.unsure").get_attribute("aria-label") == "Cuti tahunan, menunggu, 12"
        assert await hands.page.locator("thead th.off").count() >= 9
        assert await hands.violations() == []
        assert await hands.screen.overflow() == 0
