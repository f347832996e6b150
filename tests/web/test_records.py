"""Records: facts, what belongs to them, what can be done next, what happened; and the home page."""

import re

import pytest

from dapur.house import House
from dapur.testing.companies import Actor, new_company, new_member
from tests.web.browsing import Visitor, attribute, numbers_of, text_of, visit
from tests.web.furnishing import furnish


async def first_record(visitor: Visitor, query: str) -> str:
    """Address of the first row's record, inside the company."""
    page = await visitor.get(f"pantry/jars?{query}")
    found = re.search(r'class="row-link" href="/[^/]+/([^"]+)"', page.text)
    assert found is not None
    return found.group(1)


async def test_a_record_shows_facts_lines_sums_panels_and_history(visitor: Visitor) -> None:
    page = await visitor.get(await first_record(visitor, "q=T/0001"))
    text = text_of(page)

    assert "Selai nanas 1" in text and "Untuk <sarapan> & teh" in text
    assert "Masuk 5 0" in text and "Jumlah 5 5" in text
    assert "sebaiknya dibuka dengan hati-hati" in text
    assert "Uji Coba mengisi stoples" in text


async def test_counting_what_belongs_to_a_record_stops_too_and_no_part_is_called_the_sum(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dapur_web.server.record.RELATED_ROWS", 1)
    monkeypatch.setattr("dapur_web.server.record.COUNTED", 1)
    text = text_of(await visitor.get(await first_record(visitor, "q=T/0001")))

    assert "Ditampilkan 1 baris pertama dari 1+." in text
    assert "Jumlah" not in text


async def test_rc1_one_primary_step_for_the_status_and_none_when_all_is_done(visitor: Visitor) -> None:
    still_open = await visitor.get(await first_record(visitor, "q=T/0005"))
    broken = await visitor.get(await first_record(visitor, "status=broken"))

    assert still_open.text.count("data-primary") == 1 and 'id="act-seal_jar"' in still_open.text
    assert "act-" not in broken.text and 'id="edit"' not in broken.text


async def test_rc2_previous_and_next_follow_the_list_one_came_from(visitor: Visitor) -> None:
    state = "q=nanas&sort=price"
    numbers = numbers_of(await visitor.get(f"pantry/jars?{state}"))
    second = await first_record(visitor, f"q={numbers[1]}")
    came_from = {"referer": f"http://127.0.0.1:8765/{visitor.code}/pantry/jars?{state}"}
    page = await visitor.get(second, **came_from)

    following = re.search(r'href="([^"]+)"[^>]*rel="next"', page.text)
    previous = re.search(r'href="([^"]+)"[^>]*rel="prev"', page.text)
    assert following is not None and previous is not None
    assert f">{numbers[2]}<" in (await visitor.client.get(following.group(1).replace("&amp;", "&"))).text
    assert f">{numbers[0]}<" in (await visitor.client.get(previous.group(1).replace("&amp;", "&"))).text
    assert attribute(page, "up", "href").endswith(f"pantry/jars?{state}")


async def test_who_may_only_read_is_offered_nothing_to_do(boss: Actor) -> None:
    auditor = await visit(await new_member(boss, "auditor"))
    page = await auditor.get(await first_record(auditor, "q=T/0005"))

    assert page.status_code == 200 and "act-" not in page.text and 'id="edit"' not in page.text
    await auditor.client.aclose()


async def test_sh11_home_says_first_what_to_do_then_the_figures(visitor: Visitor) -> None:
    page = (await visitor.get("")).text

    assert page.index('id="tasks"') < page.index('class="figures"')
    assert "Segel stoples yang terbuka" in page and "Rp1,02 juta" in page
    assert 'aria-label="Nilai lemari: Rp1.017.000' in page


async def test_home_and_record_read_little(house: House, reads: list[str]) -> None:
    # The pantry alone: each further department adds the panels that it declares.
    alone = await new_company(house, plugins=("base", "pantry"))
    await furnish(alone, 3)
    visitor = await visit(alone)
    record = await first_record(visitor, "q=T/0001")
    counts = {}
    for path in ("", record, "pantry/jars/new", "pantry/stock"):
        await visitor.get(path)
        reads.clear()
        await visitor.get(path)
        counts[path] = len([r for r in reads if "accounting." not in r and "base." not in r])

    assert counts == {"": 3, record: 8, "pantry/jars/new": 1, "pantry/stock": 1}


async def test_sh1_the_menu_has_only_what_is_permitted(boss: Actor) -> None:
    clerk = await visit(await new_member(boss, "clerk"))
    page = await clerk.get("pantry/jars")

    assert 'href="/' + clerk.code + '/pantry/stock"' in page.text
    assert "/people" not in page.text and "/settings" not in page.text
    await clerk.client.aclose()


async def test_rc7_a_file_is_kept_at_its_record_and_sent_as_an_attachment(actor: Actor, owner: Visitor, visitor: Visitor) -> None:
    shelf = await actor.perform("pantry.add_shelf", code="R1", name="Rak")
    jar = await actor.perform("pantry.fill_jar", name="Selai", shelf=shelf.id, filled_on="2026-11-02", price="1")
    url, token = f"/{owner.code}/pantry/jars/{jar.id}/files", {"_csrf_token": owner.csrf}
    kept = await owner.client.post(url, data=token, files={"file": ("foto \u2013 1.png", b"\x89PNG\r\n\x1a\nabc", "image/png")})
    page = await owner.get(f"pantry/jars/{jar.id}")
    link = re.search(rf'href="({url}/\d+)"', page.text)

    assert kept.status_code == 303 and link is not None
    sent = await owner.client.get(link.group(1))
    assert sent.content == b"\x89PNG\r\n\x1a\nabc" and sent.headers["content-disposition"].startswith("attachment;")
    assert sent.headers["content-security-policy"].startswith("default-src 'none'")
    assert (await visitor.client.get(link.group(1))).status_code == 404


async def test_rc7_a_refused_file_says_why_to_the_script_and_on_a_page(actor: Actor, owner: Visitor) -> None:
    shelf = await actor.perform("pantry.add_shelf", code="R1", name="Rak")
    jar = await actor.perform("pantry.fill_jar", name="Selai", shelf=shelf.id, filled_on="2026-11-02", price="1")
    url, program = f"/{owner.code}/pantry/jars/{jar.id}/files", {"file": ("laporan.pdf", b"MZ\x90\x00", "application/pdf")}
    said = await owner.client.post(url, data={"_csrf_token": owner.csrf}, files=program, headers={"x-csrftoken": owner.csrf})
    page = await owner.client.post(url, data={"_csrf_token": owner.csrf}, files=program)

    assert said.status_code == page.status_code == 422
    assert "laporan.pdf" in said.json()["message"] and 'id="state"' in page.text


async def test_sh2_switching_the_company_keeps_the_listing_but_never_a_number(
    actor: Actor, owner: Visitor, visitor: Visitor
) -> None:
    page = await visitor.get(await first_record(visitor, "q=T/0001"))

    assert f'href="/{visitor.code}/_switch?to=pantry%2Fjars"' in page.text
    for wanted, found in (
        ("pantry/jars", "pantry/jars"), ("pantry/jars/1", "pantry/jars"), ("pantry/nowhere", "pantry/jars"), ("x/y", ""), ("//evil", ""),
    ):  # fmt: skip
        answer = await owner.get(f"_switch?to={wanted}")
        assert answer.headers["location"] == f"/{owner.code}/{found}"


async def test_sh10_a_panel_that_breaks_leaves_the_page_standing(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(*_args: object) -> None:
        raise RuntimeError("no")

    for panel in [p for _plugin, p in visitor.house.registry.panels if p.name.startswith("pantry")]:
        monkeypatch.setitem(panel.__dict__, "content", broken)
    home = await visitor.get("")
    record = await visitor.get(await first_record(visitor, "q=T/0001"))

    assert home.status_code == record.status_code == 200
    assert "Bagian ini tidak dapat ditampilkan." in text_of(record)
