"""Files beside the form while typing (RC-7): seen, added without losing what was typed, kept with what is saved."""

import re
from dataclasses import replace

import pytest
from playwright.async_api import Browser, FilePayload, expect

from dapur.contract import FormPage, RecordPage
from dapur.testing.companies import Actor, new_member
from dapur_web.server.record_files import makes
from tests.web.browsing import Visitor, text_of, visit
from tests.web.conftest import Server
from tests.web.driving import driven
from tests.web.pantry.plugin import fill_jar, register_pages
from tests.web.screens import PHONE, WIDE

PAPER = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 420]/Contents 4 0 R>>endobj
4 0 obj<</Length 29>>stream
0 0 1 rg 40 40 220 340 re f
endstream endobj
trailer<</Root 1 0 R>>
"""
NOTE: FilePayload = {"name": "nota.pdf", "mimeType": "application/pdf", "buffer": PAPER}
PICTURE = b"\x89PNG\r\n\x1a\nabc"


async def jar(actor: Actor) -> int:
    """An open jar."""
    shelf = await actor.perform("pantry.add_shelf", code="R1", name="Rak")
    return int((await actor.perform("pantry.fill_jar", name="Selai", shelf=shelf.id, filled_on="2026-11-02", price="1")).id)


async def test_rc7_a_form_shows_the_files_of_what_it_changes(actor: Actor, owner: Visitor) -> None:
    number = await jar(actor)
    url = f"/{owner.code}/pantry/jars/{number}/files"
    await owner.client.post(url, data={"_csrf_token": owner.csrf}, files={"file": ("foto.png", PICTURE, "image/png")})
    page = await owner.get(f"pantry/jars/{number}/edit")

    assert re.search(rf'data-show-file="{url}/\d+" data-kind="image" data-name="foto.png"', page.text)
    assert f'data-upload-url="{url}"' in page.text


async def test_rc7_files_chosen_for_a_new_record_are_kept_with_it(actor: Actor, owner: Visitor) -> None:
    shelf = await actor.perform("pantry.add_shelf", code="R1", name="Rak")
    typed = {"_csrf_token": owner.csrf, "name": "Selai", "shelf": str(shelf.id), "filled_on": "02/11/2026", "price": "1"}
    made = await owner.client.post(
        f"/{owner.code}/pantry/jars/new", data=typed, files={"_files": ("foto.png", PICTURE, "image/png")}
    )
    page = await owner.client.get(made.headers["location"])

    assert made.status_code == 303 and "foto.png" in text_of(page)


async def test_rc7_nothing_is_saved_when_a_file_of_a_new_record_is_refused(actor: Actor, owner: Visitor) -> None:
    shelf = await actor.perform("pantry.add_shelf", code="R1", name="Rak")
    typed = {"_csrf_token": owner.csrf, "name": "Selai", "shelf": str(shelf.id), "filled_on": "02/11/2026", "price": "1"}
    said = await owner.client.post(
        f"/{owner.code}/pantry/jars/new", data=typed, files={"_files": ("nota.pdf", b"MZ\x90\x00", "application/pdf")}
    )

    assert said.status_code == 422 and "nota.pdf" in text_of(said) and 'value="Selai"' in said.text
    assert (await actor.page("pantry.jars")).rows == []


async def test_rc7_who_may_not_attach_is_offered_no_place_for_files(boss: Actor) -> None:
    clerk = await visit(await new_member(boss, "accountant"))
    without = (await clerk.get("pantry/shelves/new")).text
    page = (await clerk.get("pantry/jars/new")).text
    await clerk.client.aclose()

    assert 'id="files"' not in without and 'id="files"' in page


def test_rc7_files_wait_in_a_form_whose_draft_ends_at_the_record_too() -> None:
    page = next(p for p in register_pages() if isinstance(p, FormPage) and p.operation is fill_jar)
    record = next(p for p in register_pages() if isinstance(p, RecordPage))

    assert makes(replace(page, draft=fill_jar), "pantry", record)
    assert makes(replace(page, draft=fill_jar, draft_done=page.done), "pantry", record)
    assert not makes(replace(page, draft=fill_jar, draft_done="pantry/jars"), "pantry", record)


@pytest.mark.browser
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
async def test_rc7_a_paper_is_read_beside_the_form_while_typing(
    browser: Browser, server: Server, actor: Actor, size: tuple[int, int]
) -> None:
    number = await jar(actor)
    async with driven(browser, server, actor, size) as hands:
        page = await hands.open(f"pantry/jars/{number}/edit")
        await page.fill("#f-name", "Selai kacang")
        await page.set_input_files("#upload-file", NOTE)
        await expect(page.locator("#files canvas")).to_be_visible()
        form, files = await page.locator("#form").bounding_box(), await page.locator("#files").bounding_box()
        assert form is not None and files is not None
        assert (files["x"] >= form["x"] + form["width"]) == (size is WIDE)
        assert await page.input_value("#f-name") == "Selai kacang"
        assert await page.evaluate("document.documentElement.scrollWidth") <= size[0]
        assert await hands.violations() == []


@pytest.mark.browser
async def test_rc7_a_new_record_shows_the_chosen_paper_before_it_is_saved(browser: Browser, server: Server, actor: Actor) -> None:
    async with driven(browser, server, actor) as hands:
        page = await hands.open("pantry/jars/new")
        await page.set_input_files("#upload-file", NOTE)
        await expect(page.locator("#files canvas")).to_be_visible()
        await expect(page.locator("#files [data-preview]")).to_have_attribute("aria-label", "Isi nota.pdf")
