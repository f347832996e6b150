"""IT by keyboard: the queue, an answer that solves and goes on, a request of one's own, a device signed for."""

import pytest
from playwright.async_api import Browser

from dapur.testing.companies import Actor, new_member
from tests.web.conftest import Server
from tests.web.driving import driven
from tests.web.screens import PHONE, WIDE

pytestmark = pytest.mark.browser
ANSWER = "Sudah kami perbaiki"


@pytest.mark.parametrize("size", [WIDE, PHONE])
async def test_sg23_answer_solve_and_next_take_three_keys(
    browser: Browser, server: Server, actor: Actor, size: tuple[int, int]
) -> None:
    budi = await new_member(actor, "clerk", name="Budi")
    titles = ["Printer macet", "Wi-Fi mati"]
    tickets = [(await budi.perform("it.ask_for_help", title=title)).id for title in titles]
    async with driven(browser, server, actor, size) as hands:
        page = await hands.open("it/tickets?status=open")
        await hands.keys("j", "Enter")
        await hands.until("document.querySelector('#act-write_to_ticket')")
        assert await page.inner_text("h1") == titles[0], "the most urgent one first"
        assert await hands.violations() == []

        await hands.keys("c")
        await hands.until("document.activeElement.id === 'act-write_to_ticket'")
        await page.keyboard.type(ANSWER)
        await hands.keys("Control+Shift+Enter")
        await hands.until(f"document.querySelector('h1')?.innerText === {titles[1]!r}")

    rows = {row["id"]: row["status"] for row in (await actor.page("it.tickets")).dicts()}
    assert rows == {tickets[0]: "solved", tickets[1]: "open"}
    assert [row["body"] for row in (await budi.page("it.my_messages")).dicts()] == [ANSWER]


async def test_sg21_what_was_typed_and_chosen_is_there_again_and_a_colleague_sees_that_one_writes(
    browser: Browser, server: Server, actor: Actor
) -> None:
    rina = await new_member(actor, "it_support", name="Rina")
    ticket = (await actor.perform("it.ask_for_help", title="Layar bergaris")).id
    async with driven(browser, server, actor) as hands:
        page = await hands.open("it/tickets?status=open")
        await hands.keys("j", "c")
        await hands.until("document.activeElement.id === 'act-write_to_ticket'")
        await page.check("#readers-internal")
        await page.select_option("#f-then", "waiting_customer")
        await page.fill("#act-write_to_ticket", ANSWER)
        await hands.until("document.querySelector('#kept').innerText !== ''")
        await page.reload(wait_until="load")
        assert await page.input_value("#act-write_to_ticket") == ANSWER
        assert await page.is_checked("#readers-internal"), "a note that was begun stays a note"
        assert await page.input_value("#f-then") == "waiting_customer"

        assert (await rina.perform("it.look_at_ticket", id=ticket)).said != ""
        await page.reload(wait_until="load")
        await hands.until("document.querySelector('#others').innerText.includes('Rina')")
        await hands.keys("Control+Enter")
        await hands.until("document.querySelectorAll('.said li .tone-yellow').length === 1")
        assert await page.is_checked("#readers-internal") and await page.input_value("#f-then") == "waiting_customer"
        assert await page.input_value("#act-write_to_ticket") == ""


async def test_a_page_that_nobody_attends_to_keeps_no_session_alive(browser: Browser, server: Server, actor: Actor) -> None:
    ticket = (await actor.perform("it.ask_for_help", title="Layar bergaris")).id
    async with driven(browser, server, actor) as hands:
        page = hands.page
        beats: list[str] = []
        page.on("request", lambda asked: beats.append(asked.url) if asked.url.endswith("/do/look_at_ticket") else None)
        await page.clock.install()
        await hands.open(f"it/tickets/{ticket}")
        async with page.expect_request("**/do/look_at_ticket"):
            await page.clock.fast_forward(31_000)
        await page.clock.fast_forward(10 * 60_000)
        await hands.keys("Shift+Tab")
        async with page.expect_request("**/do/look_at_ticket"):
            await page.clock.fast_forward(31_000)

    assert len(beats) == 3, "opened, looked at, and once more after a key"


async def test_sg22_tickets_are_merged_split_and_linked_on_the_page(browser: Browser, server: Server, actor: Actor) -> None:
    budi = await new_member(actor, "clerk", name="Budi")
    first, second, third = [(await budi.perform("it.ask_for_help", title=title)).id for title in ("Printer", "Cetak", "Wi-Fi")]
    for body in ("Macet lagi.", "Saya butuh tetikus."):
        await budi.perform("it.answer_my_ticket", id=second, body=body)
    numbers = {row["id"]: row["number"] for row in (await actor.page("it.tickets")).dicts()}
    async with driven(browser, server, actor) as hands:
        page = await hands.open(f"it/tickets/{first}")
        for name, words in (("merge_ticket", numbers[second]), ("link_ticket", numbers[third])):
            await page.evaluate(f"document.querySelector('#ask-{name}').showModal()")
            assert await hands.violations() == []
            field = page.locator(f"#ask-{name} .combo input.input")
            await field.press_sequentially(words)
            await page.locator("[role=option]").first.click()
            await page.click(f"#do-{name}")
            await hands.until(f"!document.querySelector('#ask-{name}').open && document.querySelector('#linked')")
        said = await page.inner_text(".said")
        assert "Macet lagi." in said and "Saya butuh tetikus." in said

        await page.click("#more-menu summary")
        await page.click("#act-split_ticket")
        await page.fill("#split_ticket-title", "Tetikus")
        await page.get_by_label("Saya butuh tetikus.").check()
        await page.click("#do-split_ticket")
        await hands.until("!document.querySelector('.said').innerText.includes('tetikus')")
        assert [await page.locator("#linked").count(), page.url.rstrip("/").split("/")[-1].split("?")[0]] == [1, str(first)]
        linked = await page.locator("section:has(#linked)").inner_text()
        assert numbers[second] in linked and numbers[third] in linked and "Tetikus" in linked

    async with driven(browser, server, budi, PHONE) as hands:
        page = await hands.open(f"it/my/{second}")
        await page.click("#goes-on")
        await hands.until("document.querySelector('h1').innerText === 'Printer'")


@pytest.mark.parametrize("size", [WIDE, PHONE])
async def test_everybody_asks_answers_and_signs_without_the_mouse(
    browser: Browser, server: Server, actor: Actor, size: tuple[int, int]
) -> None:
    budi = await new_member(actor, "clerk", name="Budi")
    raw = {"name": "Budi", "kind": "person", "is_employee": True, "user": budi.scope.user}
    holder = (await actor.perform("base.save_party", raw)).id
    asset = (await actor.perform("it.save_asset", code="LT-9", name="ThinkPad")).id
    holding = (await actor.perform("it.assign_asset", id=asset, holder_id=holder)).holding_id
    ticket = (await budi.perform("it.ask_for_help", title="Tetikus rusak")).id
    await actor.perform("it.write_to_ticket", id=ticket, body="Sudah diganti?", then="solved")
    async with driven(browser, server, budi, size) as hands:
        page = await hands.open(f"it/my/{ticket}")
        assert await hands.violations() == []
        await hands.keys("c")
        await page.keyboard.type("Belum.")
        await hands.keys("Control+Enter")
        await hands.until("document.querySelectorAll('.said li').length === 2")

        page = await hands.open(f"it/my-devices/{holding}")
        await page.focus("[data-primary]")
        await hands.keys("Enter")
        await hands.until("!document.querySelector('[data-primary]') || document.querySelector('dialog[open]')")
        if await page.query_selector("dialog[open]"):
            await hands.keys("Enter")
        await hands.until("document.querySelector('.tone-green')")

    assert (await actor.page("it.tickets")).dicts()[0]["status"] == "open"
    assert (await budi.page("it.my_devices")).dicts()[0]["status"] == "signed"
