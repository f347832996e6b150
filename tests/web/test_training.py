"""Learning in a browser: one key from home to the unit, one to the next; answers saved one by one; the check page."""

import re
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from dapur.house import House
from dapur.testing.companies import Actor, new_company
from tests.plugins.training.schools import Learner, lessons_of, new_course, new_learner, new_quiz
from tests.web.browsing import visit
from tests.web.conftest import Server
from tests.web.driving import driven
from tests.web.screens import PHONE, WIDE


@pytest_asyncio.fixture
async def boss(house: House) -> Actor:
    """A company with base and training."""
    return await new_company(house, plugins=("base", "training"))


async def enrolled(boss: Actor, code: str = "K-1", **quiz: Any) -> tuple[Learner, int]:
    """Somebody in a course of two lessons and a quiz of two questions."""
    rina = await new_learner(boss)
    course = await new_course(boss, code, lessons=2, quiz=await new_quiz(boss, code, **quiz))
    await rina.actor.perform("training.enrol_myself", course=course)
    return rina, course


@pytest.mark.browser
@pytest.mark.parametrize("size", [WIDE, PHONE])
async def test_sg27_from_home_to_the_certificate_by_keys_alone(
    browser: Browser, server: Server, boss: Actor, size: tuple[int, int]
) -> None:
    rina, course = await enrolled(boss)
    first, second = await lessons_of(boss, course)
    async with driven(browser, server, rina.actor, size) as hands:
        await hands.open("")
        await hands.keys("c")
        await hands.page.wait_for_url(f"**/training/learn/{first}")
        assert await hands.violations() == []
        await hands.keys("n")
        await hands.page.wait_for_url(f"**/training/learn/{second}*")
        await hands.keys("n")
        await hands.page.wait_for_url(f"**/training/quiz/{course}*")
        await hands.keys("n")
        await expect(hands.page.locator("#hand-in")).to_be_visible()
        assert await hands.violations() == []
        for position in (1, 2):
            await hands.page.focus(f"#q{position}-a")
            await hands.keys(" ")
            said = hands.page.locator("[data-said]").nth(position - 1)
            await expect(said).to_have_text("Tersimpan")
        await hands.page.reload()
        assert await hands.page.is_checked("#q1-a"), "an answer survives the page"
        await hands.keys("h")
        await expect(hands.page.locator("#result")).to_contain_text("Lulus")
        for path in (f"quiz/{course}", "my", "catalogue", f"catalogue/{course}"):
            await hands.open(f"training/{path}")
            assert await hands.violations() == [], path


@pytest.mark.browser
async def test_sg24_opening_a_lesson_keeps_the_place(browser: Browser, server: Server, boss: Actor) -> None:
    rina, course = await enrolled(boss)
    _first, second = await lessons_of(boss, course)
    async with driven(browser, server, rina.actor) as hands:
        async with hands.page.expect_response(lambda r: r.url.endswith("/do/keep_place")):
            await hands.open(f"training/learn/{second}")
        await hands.open("training/my")
        await expect(hands.page.locator("#continue")).to_have_attribute("href", re.compile(f"/learn/{second}$"))


async def test_sg25_a_failed_quiz_says_what_was_missed_and_by_how_much_and_never_before(boss: Actor) -> None:
    rina, course = await enrolled(boss, pass_percent="75")
    visitor = await visit(rina.actor)
    attempt = (await rina.actor.perform("training.start_attempt", course=course)).id
    await rina.actor.perform("training.save_answer", attempt=attempt, position=1, chosen=["a"])
    before = (await visitor.get(f"training/quiz/{course}")).text
    assert "circle-check" not in before.partition("<main")[2], "what is right is told only afterwards"
    await rina.actor.perform("training.submit_attempt", attempt=attempt)

    after = await visitor.get(f"training/quiz/{course}")

    assert "Kurang 0,50 nilai dari nilai lulus 75 persen" in after.text
    await visitor.client.aclose()


async def test_anybody_with_the_code_checks_a_certificate_and_nobody_else(boss: Actor) -> None:
    rina = await new_learner(boss, "Rina <b>")
    course = await new_course(boss, "K-1", kind="external")
    raw = {"party": rina.party, "course": course, "on_day": "2026-03-02", "proof": "Lembaga"}
    made = await boss.perform("training.note_completion", raw)
    reader = await boss.reader()
    code = await reader.value(
        "select code from training.certificate where company_id = %s and id = %s", reader.scope.company, made.id
    )
    visitor = await visit(boss)
    visitor.client.cookies.clear()
    address = f"/public/{visitor.code}/training/certificates"

    page = await visitor.client.get(f"{address}/{code}")

    assert page.status_code == 200 and "Rina &lt;b&gt;" in page.text and made.number in page.text
    assert (await visitor.client.get(f"{address}/{made.id}")).status_code == 404, "numbers are not counted up"
    await visitor.client.aclose()
