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
        await hands.until("document.querySelector('#f-body')")
        assert await page.inner_text("h1") == titles[0], "the most urgent one first"
        assert await hands.violations() == []

        await hands.keys("c")
        await hands.until("document.activeElement.id === 'f-body'")
        await page.keyboard.type(ANSWER)
        await hands.keys("Control+Shift+Enter")
        await hands.until(f"document.querySelector('h1')?.innerText === {titles[1]!r}")

    rows = {row["id"]: row["status"] for row in (await actor.page("it.tickets")).dicts()}
    assert rows == {tickets[0]: "solved", tickets[1]: "open"}
    assert [row["body"] for row in (await budi.page("it.my_messages")).dicts()] == [ANSWER]


async def test_what_was_typed_is_there_again(browser: Browser, server: Server, actor: Actor) -> None:
    ticket = (await actor.perform("it.ask_for_help", title="Layar bergaris")).id
    async with driven(browser, server, actor) as hands:
        page = await hands.open(f"it/tickets/{ticket}")
        await hands.keys("c")
        await page.keyboard.type(ANSWER)
        await hands.until("document.querySelector('#kept').innerText !== ''")
        await page.reload(wait_until="load")
        assert await page.input_value("#f-body") == ANSWER


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
