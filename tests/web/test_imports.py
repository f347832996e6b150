"""The import's pages: a file is chosen, matched, checked, saved; what is wrong is shown at its row."""

import asyncio
import io
import re
import zipfile

import httpx
import pytest
from playwright.async_api import Browser, expect

from dapur.documents.sheet_reader import read_table
from dapur.jobs.worker import Worker
from dapur.testing.companies import Actor, new_member
from tests.web.browsing import Visitor, attribute, text_of, visit
from tests.web.conftest import Server
from tests.web.screens import PHONE, Screen, a_screen

GOOD = "Isi,Diisi,Harga,Manis\nSelai nanas,2026-11-02,12500,ya\nMadu,2026-11-03,40000,tidak\n"
WRONG = "Isi,Diisi,Harga,Manis\nSelai nanas,31/02/2026,12500,ya\nMadu,2026-11-03,-5,tidak\nKecap,2026-11-03,murah,\n"


async def shelf_of(actor: Actor) -> int:
    return int((await actor.perform("pantry.add_shelf", code="R1", name="Rak satu")).id)


async def work(actor: Actor) -> None:
    """Run the jobs that wait, and wait for those that the running server took."""
    worker = Worker(actor.house)
    reader = await actor.reader()
    async with asyncio.timeout(60):
        while await worker.run_one() or await reader.value(
            "select exists (select from core.job where company_id = %s and state in ('waiting', 'running') and user_id <> 0)",
            actor.scope.company,
        ):
            await asyncio.sleep(0.02)


async def upload(visitor: Visitor, content: str | bytes, name: str = "stoples.csv") -> httpx.Response:
    """Send a file as the first page does."""
    raw = content if isinstance(content, bytes) else content.encode()
    return await visitor.client.post(
        f"/{visitor.code}/pantry/import/jars", data={"_csrf_token": visitor.csrf}, files={"file": (name, raw)}
    )


async def step(visitor: Visitor, path: str, what: str, **fields: str) -> httpx.Response:
    return await visitor.post(path, {"_do": what, "_key": f"{path} {what}", **fields})


def run_path(answer: httpx.Response, visitor: Visitor) -> str:
    assert answer.status_code == 303, text_of(answer)
    return answer.headers["location"].removeprefix(f"/{visitor.code}/")


MATCH = {"column.name": "0", "column.filled_on": "1", "column.price": "2", "column.is_sweet": "3", "_numbers": "en"}


async def test_a_file_goes_through_all_its_steps(owner: Visitor, actor: Actor) -> None:
    shelf = await shelf_of(actor)
    start = await owner.get("pantry/import/jars")
    assert "Selai nanas" in text_of(start) and 'id="template-xlsx"' in start.text
    path = run_path(await upload(owner, GOOD), owner)
    page = await owner.get(path)
    assert '<option value="0" selected>Isi (Selai nanas, Madu)</option>' in page.text

    checking = await step(owner, path, "match", **MATCH, _version="1", shelf=str(shelf))
    assert checking.status_code == 303, text_of(checking)
    waiting = await owner.get(path)
    job = await owner.get(attribute(waiting, "job", "data-job").removeprefix(f"/{owner.code}/"))
    assert not job.json()["failed"]
    await work(actor)
    checked = await owner.get(path)
    assert "Setiap baris benar" in text_of(checked) and 'id="do-run"' in checked.text
    assert (await actor.page("pantry.jars")).rows == []

    await step(owner, path, "run")
    await work(actor)
    done = await owner.get(path)
    assert "Diimpor: 2 baru, 0 sudah ada." in text_of(done)
    assert {row["name"] for row in (await actor.page("pantry.jars")).dicts()} == {"Selai nanas", "Madu"}


async def test_a_code_that_was_typed_and_not_taken_names_its_row(owner: Visitor, actor: Actor) -> None:
    await shelf_of(actor)
    path = run_path(await upload(owner, GOOD), owner)

    answer = await step(owner, path, "match", **MATCH, _version="1", **{"shelf": "", "shelf~": "r1"})

    assert answer.status_code == 303, text_of(answer)
    await work(actor)
    await step(owner, path, "run")
    await work(actor)
    assert {row["shelf"] for row in (await actor.page("pantry.jars")).dicts()} == {"Rak satu"}


async def test_what_is_wrong_stands_at_its_row_and_column_and_in_a_sheet(owner: Visitor, actor: Actor) -> None:
    shelf = await shelf_of(actor)
    path = run_path(await upload(owner, WRONG), owner)
    await step(owner, path, "match", **MATCH, _version="1", shelf=str(shelf))
    await work(actor)

    page = await owner.get(path)
    assert "3 dari 3 salah" in text_of(page) and 'id="do-run"' not in page.text
    rows = re.findall(r'data-label="Kolom">([^<]*)</td><td class="p2" data-label="[^"]*">([^<]*)<', page.text)
    assert rows == [("Diisi", "31/02/2026"), ("Harga", "-5"), ("Harga", "murah")]
    sheet = await owner.get(f"{path}/problems.xlsx")
    assert sheet.headers["content-disposition"].startswith("attachment")
    assert [str(row[4]) for row in read_table(sheet.content, "wrong.xlsx")][1:] == ["2", "3", "4"]
    refused = await step(owner, path, "run")
    assert refused.status_code == 422 and "Periksa barisnya dulu" in text_of(refused)


async def test_the_matching_is_refused_with_what_was_chosen_still_there(owner: Visitor, actor: Actor) -> None:
    path = run_path(await upload(owner, GOOD), owner)

    answer = await step(owner, path, "match", **{**MATCH, "column.price": "", "_version": "1"})

    assert answer.status_code == 422
    assert 'href="#f-column-price"' in answer.text
    assert '<option value="1" selected>' in answer.text


@pytest.mark.parametrize("content", [b"", b"Isi,Diisi,Harga\n", b"\x89PNG\r\n\x1a\n" + bytes(50)])
async def test_an_unreadable_file_is_refused_in_words(content: bytes, owner: Visitor) -> None:
    answer = await upload(owner, content)

    assert answer.status_code == 422
    assert 'id="summary"' in answer.text


async def test_a_bomb_is_refused(owner: Visitor) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("xl/workbook.xml", b"<workbook/>")
        for number in range(5):
            bomb.writestr(f"xl/worksheets/sheet{number}.xml", bytes(100_000_000))

    answer = await upload(owner, packed.getvalue(), "bom.xlsx")

    assert answer.status_code == 422 and "MB" in text_of(answer)


async def test_the_templates_can_be_read_again(owner: Visitor) -> None:
    for kind in ("xlsx", "csv"):
        answer = await owner.get(f"pantry/import/jars/template.{kind}")
        assert next(iter(read_table(answer.content, f"t.{kind}"))) == ["Isi", "Diisi", "Harga", "Manis"]


async def test_only_who_may_write_imports_and_nobody_sees_anothers_progress(owner: Visitor, actor: Actor) -> None:
    path = run_path(await upload(owner, GOOD), owner)
    shelf = await shelf_of(actor)
    await step(owner, path, "match", **MATCH, _version="1", shelf=str(shelf))
    job = attribute(await owner.get(path), "job", "data-job").removeprefix(f"/{owner.code}/")
    clerk = await visit(await new_member(actor, "clerk"))
    accountant = await visit(await new_member(actor, "accountant"))
    assert (await clerk.get("pantry/import/jars")).status_code == 403
    assert (await clerk.get(path)).status_code == 403
    assert (await accountant.get(job)).status_code == 404
    assert (await owner.get(job)).status_code == 200
    await clerk.client.aclose()
    await accountant.client.aclose()


@pytest.mark.browser
async def test_a_person_imports_a_file_and_watches_it(desk: Screen, actor: Actor) -> None:
    await shelf_of(actor)
    page = desk.page
    await desk.open("pantry/jars")
    await page.click("#import")
    await page.set_input_files("#f-file", {"name": "stoples.csv", "mimeType": "text/csv", "buffer": GOOD.encode()})
    assert await desk.violations() == []
    await page.click("#save")
    await page.fill("#f-shelf", "R1")
    assert await desk.violations() == []
    await page.click("#save")
    await expect(page.locator("#do-run")).to_be_visible(timeout=60_000)
    assert await desk.violations() == []
    await page.click("#do-run")
    await expect(page.locator("#result")).to_be_visible(timeout=60_000)
    assert await desk.violations() == []
    await page.click("#result")
    await expect(page.locator("tbody tr")).to_have_count(2)


@pytest.mark.browser
async def test_the_pages_fit_the_phone_in_the_dark_and_in_english(browser: Browser, server: Server, actor: Actor) -> None:
    visitor = await visit(actor)
    path = run_path(await upload(visitor, WRONG), visitor)
    await step(visitor, path, "match", **MATCH, _version="1", shelf=str(await shelf_of(actor)))
    await visitor.client.aclose()
    async with a_screen(browser, server.address, actor, size=PHONE, theme="dark", language="en") as screen:
        for address in ("pantry/import/jars", path):
            await screen.open(address)
            if address == path:
                await expect(screen.page.locator("#wrong")).to_be_visible(timeout=60_000)
            assert await screen.overflow() == 0
            assert await screen.violations() == []


async def test_jobs_and_unhandled_events_have_their_lists(owner: Visitor, actor: Actor) -> None:
    path = run_path(await upload(owner, GOOD), owner)
    await step(owner, path, "match", **MATCH, _version="1", shelf=str(await shelf_of(actor)))

    jobs, events = await owner.get("jobs"), await owner.get("jobs/events")

    assert "core.task.check_import" in text_of(jobs) and "Menunggu" in text_of(jobs)
    assert "Semua kejadian sudah ditangani." in text_of(events)
