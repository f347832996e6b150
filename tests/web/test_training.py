"""Learning in a browser: one key from home to the unit, one to the next; answers saved one by one; the check page."""

import asyncio
import re
from dataclasses import dataclass
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from dapur.house import House
from dapur.testing.companies import Actor, new_company
from tests.plugins.training.films import CAPTIONS, webm
from tests.plugins.training.schools import Learner, lessons_of, new_course, new_learner, new_quiz
from tests.web.browsing import text_of, visit
from tests.web.conftest import Server
from tests.web.driving import Hands, driven
from tests.web.screens import EVERY_SKIN, PHONE, WIDE, a_screen


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


async def reach(hands: Hands, element: str) -> None:
    """Tab on until it has the focus."""
    for _stop in range(60):
        if await hands.focused() == element:
            return
        await hands.keys("Tab")
    raise AssertionError(f"Tab never reaches {element}")


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
            await reach(hands, f"q{position}-a")
            await hands.keys(" ")
            said = hands.page.locator("[data-said]").nth(position - 1)
            await expect(said).to_have_text("Tersimpan")
        await hands.page.reload()
        assert await hands.page.is_checked("#q1-a"), "an answer survives the page"
        await hands.keys("h")
        await expect(hands.page.locator("#result")).to_contain_text("Lulus")


@pytest.mark.browser
@pytest.mark.parametrize("size", [WIDE, PHONE])
async def test_a_trainer_plans_notes_and_closes_a_session_by_keys_alone(
    browser: Browser, server: Server, boss: Actor, size: tuple[int, int]
) -> None:
    await new_course(boss, "K-1", kind="session")
    rina, today = await new_learner(boss), (await boss.reader()).today
    async with driven(browser, server, boss, size) as hands:
        await hands.open("training/sessions")
        await hands.keys("n")
        await hands.page.wait_for_url("**/sessions/new")
        await reach(hands, "f-course")
        await hands.keys("K-1", "Tab")
        await reach(hands, "f-opens")
        await hands.keys("Control+a", "23:58", "Tab", "Control+a", "23:59", "Tab", "8")
        await reach(hands, "f-days-0-day")
        await hands.keys(f"{today:%d/%m/%Y}", "Tab", "Control+Enter")
        await hands.page.wait_for_url(re.compile(r"/sessions/\d+"))
        session = int(re.findall(r"/sessions/(\d+)", hands.page.url)[0])
        await rina.actor.perform("training.book_seat", session=session)
        await hands.keys("a")
        await hands.page.wait_for_url("**/attendance")
        await expect(hands.page.locator("#f-people-0-party")).to_have_value(re.compile("Rina"))
        await hands.keys("Control+Enter")
        await hands.page.wait_for_url(re.compile(rf"/sessions/{session}\?"))
        await hands.keys("t")
        await expect(hands.page.locator(".head .badge")).to_have_text("Terlaksana")
    assert len((await boss.page("training.certificates")).rows) == 1


async def filmed(boss: Actor, **facts: Any) -> tuple[Learner, int]:
    """Somebody in a course whose one lesson has a film of a minute, captions in both languages, and slides."""
    saved = await boss.perform("training.save_course", code="F-1", title_id="Merawat laptop", title_en="Care of laptops")
    lesson = await boss.perform("training.save_lesson", version_id=saved.draft, title_id="Debu", body_id="**Isi**")
    files = {"film.webm": webm(60, 100_000), "film.en.vtt": b"WEBVTT\n\n00:00.000 --> 01:00.000\nUnplug it.\n"}
    for name, content in {**files, "film.id.vtt": CAPTIONS.encode(), "salindia.pdf": b"%PDF-1.7\n"}.items():
        stored = await boss.perform("core.upload_file", name=name, content=content)
        await boss.perform("training.attach_to_lesson", owner=lesson.id, file=stored.id)
    await boss.perform("training.publish_version", id=saved.draft)
    rina = await new_learner(boss)
    await rina.actor.perform("training.enrol_myself", course=saved.id)
    return rina, int(lesson.id)


async def place_of(rina: Learner, lesson: int) -> int:
    """The second that is kept for them."""
    sql = "select at_second from training.lesson_progress where company_id = %s and party_id = %s and lesson_id = %s"
    return int(await (await rina.actor.reader()).value(sql, rina.actor.scope.company, rina.party, lesson))


FILM = "document.querySelector('video')"


@pytest.mark.browser
@pytest.mark.parametrize("size", [WIDE, PHONE])
async def test_sg24_and_sg26_a_film_goes_on_at_the_very_second_with_captions_and_transcript(
    browser: Browser, server: Server, boss: Actor, size: tuple[int, int]
) -> None:
    rina, lesson = await filmed(boss)
    await rina.actor.perform("training.keep_place", lesson=lesson, at_second=47)
    async with driven(browser, server, rina.actor, size) as hands:
        page = hands.page
        await page.clock.install()
        parts: list[str] = []
        page.on("response", lambda r: parts.append(r.headers.get("content-range", "")) if r.status == 206 else None)
        await hands.open("")
        await hands.keys("c")
        await page.wait_for_url(f"**/training/learn/{lesson}")
        await hands.until(f"{FILM}.currentTime === 47 && {FILM}.readyState > 2 && !{FILM}.seeking")
        assert await place_of(rina, lesson) == 47, "opening the page loses nothing of what was kept"
        assert any(not part.startswith("bytes 0-") for part in parts), "only what is watched is loaded"
        cue = await page.evaluate(
            f"(() => {{ const c = {FILM}.textTracks[0].activeCues[0]; return [c.track.language, c.getCueAsHTML().textContent] }})()"
        )
        assert cue == ["id", "Bersihkan dengan kain kering & lembut.\nJangan pakai air."]
        assert await page.evaluate(f"{FILM}.textTracks[0].mode") == "showing"
        assert await hands.violations() == []

        await page.focus("video")
        await hands.keys(" ")
        await hands.until(f"!{FILM}.paused && {FILM}.currentTime > 47")
        async with page.expect_request(lambda r: r.url.endswith("/do/keep_place")):
            await page.clock.fast_forward(10_000)
        await page.focus("summary:has-text('Transkrip')")
        await hands.keys("Enter", "Tab")
        await expect(page.locator(".transcript li").first).to_have_text("0:00Rina: Cabut kabel dulu, lalu buka tutupnya.")
        await hands.keys("Tab", "Enter")
        await hands.until(f"{FILM}.currentTime >= 30 && {FILM}.currentTime < 40")
        await hands.open("training/my")
        async with asyncio.timeout(10):  # what a page sends as it goes arrives when it likes
            while not 30 <= await place_of(rina, lesson) < 40:
                await page.wait_for_timeout(25)

        await hands.open(f"training/learn/{lesson}")
        await page.click("#light")
        await expect(page.locator("video")).to_have_count(0)
        await expect(page.locator(".transcript")).to_contain_text("Jangan pakai air.")
        await expect(page.get_by_text("salindia.pdf")).to_be_visible()
        assert 30 <= await place_of(rina, lesson) < 40, "reading without the film keeps it, too"
        assert await hands.violations() == []


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


@dataclass(frozen=True)
class Checks:
    """Addresses of check pages by what they say, and the person they are about."""

    valid: str
    expired: str
    revoked: str
    unknown: str


async def checks(boss: Actor) -> Checks:
    """Certificates of one person: one counts, one has ended, one was revoked."""
    rina, codes = await new_learner(boss, "Rina <b>"), []
    for name, facts in (("K-1", {}), ("K-2", {"validity_months": 1}), ("K-3", {})):
        course = await new_course(boss, name, kind="external", **facts)
        raw = {"party": rina.party, "course": course, "on_day": "2026-03-02", "proof": "Lembaga, nilai 61"}
        made = await boss.perform("training.note_completion", raw)
        if name == "K-3":
            await boss.perform("training.revoke_certificate", id=made.id, on_day="2026-03-09", reason="Menyontek")
        reader = await boss.reader()
        codes.append(await reader.value("select code from training.certificate where id = %s", made.id))
    base = f"/public/{await boss.code()}/training/certificates"
    return Checks(*(f"{base}/{code}" for code in (*codes, made.id)))


SAID = {
    "id": (
        "Asli, dan masih berlaku hari ini",
        "Asli, tetapi sudah berakhir",
        "Dicabut: tidak berlaku lagi",
        "Tidak ada sertifikat",
    ),
    "en": ("Genuine, and it counts today", "Genuine, but it has ended", "Revoked: it does not count", "There is no certificate"),
}


@pytest.mark.parametrize("language", ["id", "en"])
async def test_anybody_with_the_code_sees_whether_a_certificate_counts_and_nothing_else_of_the_person(
    boss: Actor, language: str
) -> None:
    made, visitor = await checks(boss), await visit(boss)
    visitor.client.cookies.clear()

    pages = [
        await visitor.client.get(address, headers={"accept-language": language})
        for address in (made.valid, made.expired, made.revoked, made.unknown)
    ]

    assert [page.status_code for page in pages] == [200, 200, 200, 404], "numbers are not counted up"
    for page, said in zip(pages, SAID[language], strict=True):
        assert said in text_of(page)
        assert not {"Menyontek", "nilai 61", "@"} & set(re.findall(r"Menyontek|nilai 61|@", text_of(page)))
    assert "Rina &lt;b&gt;" in pages[0].text and "Rina" not in pages[3].text
    assert pages[0].headers["x-robots-tag"] == "noindex" and pages[0].headers["cache-control"] == "no-store"
    await visitor.client.aclose()


@pytest.mark.browser
@pytest.mark.parametrize(("language", "theme", "size"), EVERY_SKIN)
async def test_ax1_the_check_page_has_no_violations(
    browser: Browser, server: Server, boss: Actor, language: str, theme: str, size: tuple[int, int]
) -> None:
    made = await checks(boss)
    async with a_screen(browser, server.address, None, size=size, theme=theme, language=language) as screen:
        for address in (made.valid, made.revoked):
            await screen.open(address[1:])
            assert await screen.violations() == [] and await screen.overflow() <= 0
