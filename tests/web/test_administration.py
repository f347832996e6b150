"""Rooms and letters by keyboard and on the phone, keys counted (UX SG-32 to SG-35)."""

import pytest
from playwright.async_api import Browser, expect

from tests.plugins.administration.conftest import Office, office
from tests.web.conftest import Server
from tests.web.driving import driven
from tests.web.screens import PHONE, WIDE

pytestmark = pytest.mark.browser
__all__ = ["office"]
FREE = 'a.slot[aria-label="Pesan Merapi pukul 09:00"]'


async def test_sg35_a_free_slot_a_title_and_one_key_book_a_room(browser: Browser, server: Server, office: Office) -> None:
    async with driven(browser, server, office.actor) as hands:
        await hands.open("administration/room-calendar?day=2027-03-02")
        assert await hands.violations() == []
        await hands.page.locator(FREE).click()
        await hands.until("document.activeElement?.id === 'f-title'")
        # After the slot: the title, and one key.
        await hands.keys("Rapat mingguan", "Control+Enter")
        await hands.until("/bookings[/][0-9]+$/.test(location.pathname)")
        await hands.open("administration/room-calendar?day=2027-03-02")
        assert await hands.page.locator(FREE).count() == 0
        assert "Rapat mingguan" in str(await hands.page.locator("a.slot.blue").first.get_attribute("aria-label"))

    (row,) = (await office.actor.page("administration.bookings")).dicts()
    assert (row["name"], row["local"], row["status"]) == ("Rapat mingguan", "09:00-10:00", "confirmed")


async def test_sg35_a_room_is_booked_with_four_keys(browser: Browser, server: Server, office: Office) -> None:
    tomorrow = await office.tomorrow()
    async with driven(browser, server, office.actor) as hands:
        await hands.open("administration/room-calendar")
        await hands.keys("n")
        await hands.until("document.activeElement?.id === 'f-title'")
        await hands.keys("Rapat", "Tab", "besok 10-11", "Tab", "Control+Enter")
        await hands.until("/bookings[/][0-9]+$/.test(location.pathname)")

    (row,) = (await office.actor.page("administration.bookings")).dicts()
    assert (row["name"], row["day"], row["local"]) == ("Rapat", tomorrow, "10:00-11:00")


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
async def test_sg34_each_clash_of_a_series_is_moved_or_left_out_before_anything_is_booked(
    browser: Browser, server: Server, office: Office, size: tuple[int, int]
) -> None:
    for day in ("2027-03-09", "2027-03-16"):
        await office.book("09:00", "10:00", day=day)
    asked = (
        f"room_id={office.room}&day=2027-03-02&starts=09:00&ends=10:00&rule=FREQ=WEEKLY;COUNT=4&on_holiday=keep&title=Mingguan"
    )
    async with driven(browser, server, office.actor, size) as hands:
        await hands.open(f"administration/series/plan?{asked}")
        assert await hands.page.locator(".badge.tone-red").count() == 2
        assert await hands.page.locator("#to-2027-03-09 option").count() == 4
        assert await hands.violations() == [] and await hands.screen.overflow() == 0
        await hands.page.locator("#to-2027-03-16").select_option("skip")
        await hands.keys("Control+Enter")
        await hands.until("location.pathname.endsWith('/bookings')")

    rows = (await office.actor.page("administration.bookings")).dicts()
    found = sorted(f"{row['day']} {row['local']}" for row in rows if row["name"] == "Mingguan")
    assert found == ["2027-03-02 09:00-10:00", "2027-03-09 08:00-09:00", "2027-03-23 09:00-10:00"]


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
async def test_sg33_a_clash_shows_while_choosing_and_a_time_that_is_free_is_taken_over(
    browser: Browser, server: Server, office: Office, size: tuple[int, int]
) -> None:
    await office.book("09:00", "10:00")
    (standing,) = (await office.actor.page("administration.bookings")).dicts()
    async with driven(browser, server, office.actor, size) as hands:
        await hands.open("administration/bookings/new")
        await hands.page.locator("#f-title").fill("Wawancara")
        await hands.page.locator("#f-when").fill("2/3/2027 9-10")
        await hands.until("document.querySelectorAll('#outlook [data-put]').length === 3")
        told = await hands.page.locator("#outlook").inner_text()
        assert f"{standing['holder']}: Rapat" in told and "09:00-10:00 WIB" in told
        only = await (await hands.page.request.get(f"{hands.page.url}?outlook=1")).text()
        assert only.startswith('<div id="outlook"') and "<form" not in only
        assert await hands.violations() == [] and await hands.screen.overflow() == 0
        await hands.page.locator("#outlook [data-put]").first.click()
        await hands.until("document.querySelector('#outlook') && !document.querySelector('#outlook .notice')")
        await hands.keys("Control+Enter")
        await hands.until("/bookings[/][0-9]+$/.test(location.pathname)")

    rows = (await office.actor.page("administration.bookings")).dicts()
    assert [row["local"] for row in rows if row["name"] == "Wawancara"] == ["08:00-09:00"]


async def test_sg33_a_booking_that_is_moved_shows_a_clash_while_its_time_is_typed(
    browser: Browser, server: Server, office: Office
) -> None:
    await office.book("09:00", "10:00")
    mine = await office.book("13:00", "14:00", title="Wawancara")
    async with driven(browser, server, office.actor) as hands:
        await hands.open(f"administration/bookings/{mine}/move")
        await expect(hands.page.locator("#outlook")).to_contain_text("Wawancara, ")
        await hands.page.locator("#f-when").fill("2/3/2027 9.30-10.30")
        await hands.until("document.querySelectorAll('#outlook [data-put]').length === 3")
        assert await hands.violations() == []
        await hands.page.locator("#outlook [data-put]").first.click()
        await hands.until("document.querySelector('#outlook') && !document.querySelector('#outlook .notice')")
        await hands.keys("Control+Enter")
        await hands.until("/bookings[/][0-9]+$/.test(location.pathname)")

    rows = (await office.actor.page("administration.bookings")).dicts()
    assert [row["local"] for row in rows if row["name"] == "Wawancara"] == ["10:00-11:00"]


async def test_sg33_a_clash_that_is_sent_names_the_holder_and_three_times_that_are_free(
    browser: Browser, server: Server, office: Office
) -> None:
    await office.book("09:00", "10:00")
    async with driven(browser, server, office.actor) as hands:
        await hands.open(f"administration/rooms/{office.room}/book/2027-03-02/0900")
        await hands.page.locator("#f-title").fill("Wawancara")
        await hands.keys("Control+Enter")
        await hands.until("document.querySelector('#summary')")
        hands.expect_wrong("Failed to load resource")
        told = await hands.page.locator("#summary").inner_text()
        assert "Merapi dipesan" in told and told.count("WIB") == 4
        assert await hands.page.locator("#outlook [data-put]").count() == 3
        assert await hands.violations() == []


async def test_sg32_rooms_are_found_by_seats_equipment_and_office_and_other_days_keep_that(
    browser: Browser, server: Server, office: Office
) -> None:
    far = await office.actor.perform("administration.save_office", code="JPR", name="Jayapura", zone="Asia/Jayapura")
    room = {"name": "Cartenz", "office_id": far.id, "seats": 12, "equipment": "Proyektor,  papan tulis, proyektor"}
    await office.actor.perform("administration.save_room", {"code": "CARTENZ", **room})
    async with driven(browser, server, office.actor) as hands:
        await hands.open("administration/room-calendar?day=2027-03-02")
        assert await hands.page.locator("tbody th").count() == 2
        await hands.page.locator("#f-seats").fill("12")
        await hands.page.locator("#f-equipment").select_option("Proyektor")
        await hands.page.locator("#f-office").select_option(label="Jayapura")
        await hands.page.locator("#show").click()
        await hands.until("location.search.includes('equipment=Proyektor')")
        assert await hands.page.locator("tbody th").all_inner_texts() == [
            "Cartenz\nWIT · 12 kursi · Jayapura · Proyektor · papan tulis"
        ]
        await hands.page.locator('a[rel="next"]').click()
        await hands.until("location.search.includes('2027-03-03')")
        assert await hands.page.locator("tbody th").count() == 1 and await hands.violations() == []


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("path", ["room-calendar", "due-dates", "risk-matrix", "letters/new", "bookings/new"])
async def test_own_pages_fit_and_axe_finds_nothing(
    browser: Browser, server: Server, office: Office, path: str, size: tuple[int, int]
) -> None:
    owner = office.actor.scope.user
    await office.actor.perform("administration.save_obligation", title="SPT", owner_id=owner, first_day="2026-01-15")
    await office.actor.perform("administration.save_risk", code="R1", name="Api", owner_id=owner, likelihood=4, impact=5)
    async with driven(browser, server, office.actor, size) as hands:
        await hands.open(f"administration/{path}")
        assert await hands.violations() == []
        assert await hands.screen.overflow() == 0


async def test_a_letter_is_issued_from_its_page_with_two_keys(browser: Browser, server: Server, office: Office) -> None:
    letter = await office.draft()
    async with driven(browser, server, office.actor) as hands:
        await hands.open(f"administration/letters/{letter}")
        await hands.page.locator("[id^=act-issue_letter]").first.focus()
        await hands.keys("Enter")
        await hands.until("document.querySelector('#form')")
        await hands.keys("Control+Enter")
        await hands.until(f"location.pathname.endsWith('/letters/{letter}') && document.querySelector('.badge.tone-green')")

    (row,) = (await office.actor.page("administration.letters")).dicts()
    assert row["status"] == "issued" and row["number"].startswith("001/HRD/")
