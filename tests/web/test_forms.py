"""Forms: every problem at its field, nothing typed is lost, nothing is saved twice."""

import re

import httpx

from dapur.testing.companies import Actor, new_member
from tests.web.browsing import Visitor, attribute, visit

NEW = {"name": "Selai jambu", "filled_on": "2/11/2026", "price": "12.500", "kind": "jam"}


async def shelf_of(actor: Actor) -> int:
    """A shelf to put jars on."""
    return int((await actor.perform("pantry.add_shelf", code="R1", name="Rak satu")).id)


async def jars_of(actor: Actor) -> list[dict[str, object]]:
    """What was saved."""
    return (await actor.page("pantry.jars")).dicts()


def key_of(page: httpx.Response) -> str:
    """The form's key."""
    return attribute(page, "form-key", "value")


async def test_fv2_all_problems_stand_in_the_summary_and_at_their_fields(owner: Visitor) -> None:
    answer = await owner.post("pantry/jars/new", {"price": "1.5", "filled_on": "31/2/2026", "_do": "save"})

    assert answer.status_code == 422
    assert "<title>Galat: " in answer.text
    for field in ("name", "shelf", "filled_on", "price"):
        assert f'<a href="#f-{field}">' in answer.text
        assert f'id="f-{field}-error"' in answer.text
        assert attribute(answer, f"f-{field}", "aria-invalid") == "true"


async def test_fv3_what_was_typed_stays_also_in_lines(owner: Visitor) -> None:
    typed = {
        **NEW,
        "price": "1.5",
        "note": "Untuk <teh>",
        "lines.0.what": "Masuk",
        "lines.0.debit": "abc",
        "lines.3.what": "Keluar",
    }
    answer = await owner.post("pantry/jars/new", {**typed, "_do": "save"})

    assert attribute(answer, "f-name", "value") == "Selai jambu" and attribute(answer, "f-price", "value") == "1.5"
    assert "Untuk &lt;teh&gt;" in answer.text
    assert attribute(answer, "f-lines-0-debit", "value") == "abc" and attribute(answer, "f-lines-1-what", "value") == "Keluar"
    assert 'href="#f-lines-0-debit"' in answer.text and 'id="f-lines-0-debit-error"' in answer.text


async def test_fv9_numbers_are_read_as_the_reader_writes_them(actor: Actor, owner: Visitor) -> None:
    shelf = await shelf_of(actor)
    await owner.post("pantry/jars/new", {**NEW, "shelf": str(shelf), "_do": "save"})
    await owner.post("preferences", {"language": "en"})
    await owner.post("pantry/jars/new", {**NEW, "price": "13,500.50", "shelf": str(shelf), "_do": "save"})

    assert sorted(str(j["price"]) for j in await jars_of(actor)) == ["12500", "13500.50"]


async def test_fv14_the_same_form_sent_twice_saves_once(actor: Actor, owner: Visitor) -> None:
    page = await owner.get("pantry/jars/new")
    fields = {**NEW, "shelf": str(await shelf_of(actor)), "_key": key_of(page), "_do": "save"}

    first = await owner.post("pantry/jars/new", fields)
    again = await owner.post("pantry/jars/new", fields)

    assert first.status_code == again.status_code == 303
    assert first.headers["location"] == again.headers["location"]
    assert len(await jars_of(actor)) == 1


async def test_fv14_a_refused_form_keeps_its_key_and_then_saves(actor: Actor, owner: Visitor) -> None:
    key = key_of(await owner.get("pantry/jars/new"))
    refused = await owner.post("pantry/jars/new", {**NEW, "_key": key, "_do": "save"})
    saved = await owner.post("pantry/jars/new", {**NEW, "_key": key, "shelf": str(await shelf_of(actor)), "_do": "save"})

    assert key_of(refused) == key
    assert saved.status_code == 303 and "T/0001" in saved.headers["location"].replace("%2F", "/")


async def test_save_and_next_opens_an_empty_form(actor: Actor, owner: Visitor) -> None:
    answer = await owner.post("pantry/jars/new", {**NEW, "shelf": str(await shelf_of(actor)), "_do": "next"})

    assert "/pantry/jars/new?_done=" in answer.headers["location"]


async def test_htmx_is_told_by_header_where_to_go(actor: Actor, owner: Visitor) -> None:
    fields = {**NEW, "shelf": str(await shelf_of(actor)), "_do": "save"}
    answer = await owner.post("pantry/jars/new", fields, **{"hx-request": "true"})

    assert answer.status_code == 200 and "/pantry/jars/" in answer.headers["hx-redirect"]


async def test_fv15_a_conflict_shows_theirs_and_mine_and_keeps_what_only_one_changed(actor: Actor, owner: Visitor) -> None:
    shelf = await shelf_of(actor)
    jar = await actor.perform("pantry.fill_jar", name="Selai", shelf=shelf, filled_on="2026-11-02", price="10000", note="lama")
    opened = await owner.get(f"pantry/jars/{jar.id}/edit")
    await actor.perform("pantry.change_jar", id=jar.id, name="Selai mereka", price="20000", note="lama", version=jar.version)
    mine = {
        "name": "Selai saya", "price": "10.000", "note": "baru",
        "_version": attribute(opened, "form-version", "value"), "_was": attribute(opened, "form-was", "value"), "_do": "save",
    }  # fmt: skip

    answer = await owner.post(f"pantry/jars/{jar.id}/edit", mine)

    assert answer.status_code == 409 and 'id="conflict"' in answer.text
    rows = re.findall(r'<tr><th scope="row"><a href="#f-(\w+)">[^<]*</a></th><td>([^<]*)</td><td>([^<]*)</td></tr>', answer.text)
    assert rows == [("name", "Selai mereka", "Selai saya")]
    assert attribute(answer, "f-name", "value") == "Selai saya"
    assert attribute(answer, "f-price", "value") == "20.000"
    assert ">baru</textarea>" in answer.text

    again = {
        "name": "Selai saya", "price": "20.000", "note": "baru", "_version": attribute(answer, "form-version", "value"), "_do": "save",
    }  # fmt: skip
    assert (await owner.post(f"pantry/jars/{jar.id}/edit", again)).status_code == 303


async def test_fv11_unsaved_input_comes_back_until_it_is_saved_or_discarded(actor: Actor, owner: Visitor) -> None:
    path = f"/{owner.code}/pantry/jars/new"
    kept = await owner.post("draft", {"_form": "pantry/jars/new", "_path": path, "name": "Setengah jadi", "price": "1"})
    back = await owner.get("pantry/jars/new")
    discarded = await owner.post("draft/discard", {"_form": "pantry/jars/new", "_path": path})
    empty = await owner.get("pantry/jars/new")

    assert re.fullmatch(r"\d\d\.\d\d( WIB)?", kept.json()["time"])
    assert attribute(back, "f-name", "value") == "Setengah jadi" and 'id="restored"' in back.text
    assert discarded.headers["location"] == path
    assert attribute(empty, "f-name", "value") == ""


async def test_fv12_nobody_else_sees_unsaved_input(actor: Actor, owner: Visitor) -> None:
    await owner.post("draft", {"_form": "pantry/jars/new", "_path": "x", "name": "Rahasia"})
    colleague = await visit(await new_member(actor, "accountant"))

    assert "Rahasia" not in (await colleague.get("pantry/jars/new")).text
    await colleague.client.aclose()


async def test_an_operation_asks_for_what_is_missing_and_returns_to_its_record(actor: Actor, owner: Visitor) -> None:
    jar = await actor.perform("pantry.fill_jar", name="Selai", shelf=await shelf_of(actor), filled_on="2026-11-02", price="1")
    record = await owner.get(f"pantry/jars/{jar.id}")
    address = attribute(record, "act-break_jar", "href").removeprefix(f"/{owner.code}/")
    asked = await owner.get(address)
    short = await owner.post(address, {"reason": "x", "id": str(jar.id), "_do": "save"})
    done = await owner.post(address, {"reason": "Jatuh", "id": str(jar.id), "_do": "save"})

    assert 'id="f-reason"' in asked.text
    assert short.status_code == 422
    assert done.headers["location"].startswith(f"/{owner.code}/pantry/jars/{jar.id}?_done=")
    assert (await jars_of(actor))[0]["status"] == "broken"


async def test_fv16_a_deed_that_cannot_be_undone_names_itself_before(actor: Actor, owner: Visitor) -> None:
    jar = await actor.perform("pantry.fill_jar", name="Selai", shelf=await shelf_of(actor), filled_on="2026-11-02", price="1")
    record = await owner.get(f"pantry/jars/{jar.id}")
    form = re.search(r'<form method="post" action="[^"]*/do/seal_jar"[^>]*>', record.text)

    assert form is not None and 'data-confirm-button="Segel"' in form.group() and f"Segel: {jar.number}" in form.group()
    fields = dict(re.findall(r'name="([^"]+)" value="([^"]*)"', record.text[form.end() : form.end() + 600]))
    done = await owner.post("pantry/do/seal_jar", fields)
    again = await owner.post("pantry/do/seal_jar", fields)
    assert done.status_code == again.status_code == 303
    assert (await jars_of(actor))[0]["status"] == "sealed"


async def test_references_answer_codes_and_names(actor: Actor, owner: Visitor) -> None:
    shelf = await shelf_of(actor)
    answer = await owner.get("suggest/pantry.shelves?q=r1")

    found = {"id": str(shelf), "code": "R1", "name": "Rak satu", "text": "R1 Rak satu", "detail": ""}
    new = {"url": f"/{owner.code}/pantry/shelves/new", "choose": "pantry.shelves"}
    assert answer.json() == {"items": [found], "create": new}


async def test_a_typed_code_is_enough_also_in_lines_and_other_text_is_never_guessed(actor: Actor, owner: Visitor) -> None:
    await shelf_of(actor)
    typed = {**NEW, "shelf": "", "lines.0.what": "Masuk", "lines.0.shelf": "", "_do": "save"}
    guessed = await owner.post("pantry/jars/new", {**typed, "shelf~": "Rak", "lines.0.shelf~": "R"})
    saved = await owner.post("pantry/jars/new", {**typed, "shelf~": "r1", "lines.0.shelf~": "R1 Rak satu"})

    assert guessed.status_code == 422 and 'id="f-shelf-error"' in guessed.text and 'id="f-lines-0-shelf-error"' in guessed.text
    assert attribute(guessed, "f-shelf", "value") == "Rak"
    assert saved.status_code == 303
