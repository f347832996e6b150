"""Who may read a document, and what its files say."""

import asyncio
import sys
from typing import Any

import pytest

from dapur.contract import Conflict, NotFound, Refused
from dapur.language.catalogue import translate
from dapur.queries.plan import Wish
from dapur.queries.reader import Reader
from dapur.testing.companies import Actor, new_member
from dapur.testing.visits import visiting
from dapur_administration.documents.pdf_text import pdf_text
from dapur_administration.held import Documents
from tests.plugins.administration.conftest import Office


async def filed(actor: Actor, title: str = "Kontrak rahasia", **more: Any) -> int:
    """A document."""
    kept = await actor.perform("administration.save_retention_class", code="R", name_id="R", name_en="R")
    raw = {"title": title, "class_id": kept.id, "document_date": "2026-01-02", **more}
    return int((await actor.perform("administration.file_document", raw)).id)


async def found(actor: Actor, word: str) -> list[str]:
    """Titles that the search gives this person."""
    code = (await actor.house.company(actor.scope.company)).code
    async with visiting(actor) as client:
        return [item["title"] for item in (await client.get(f"/{code}/_search?q={word}")).json()["items"]]


async def test_a_document_for_some_alone_is_hidden_from_everybody_else_at_every_door(office: Office) -> None:
    actor = office.actor
    budi, ani, citra = [await new_member(actor, "clerk", name=name) for name in ("Budi", "Ani", "Citra")]
    await actor.perform("base.save_party", name="Ani", kind="person", user=ani.scope.user)
    (party,) = (await actor.page("base.persons", Wish(search="Ani"))).dicts()
    await actor.perform("base.assign_person", party=party["id"], unit=office.unit, from_day="2026-01-01")
    document = await filed(actor)
    raw = {"people": [{"user_id": budi.scope.user}], "units": [{"unit_id": office.unit}]}
    await actor.perform("administration.restrict_document", raw, id=document)
    query = actor.house.registry.queries["administration.documents"]

    for who, sees in ((actor, True), (budi, True), (ani, True), (citra, False)):
        rows = (await who.page(query)).dicts()
        assert [row["id"] for row in rows] == ([document] if sees else []), who
        assert bool(await found(who, "rahasia")) == sees
    with pytest.raises(NotFound):
        await (await citra.reader()).one(query, document)
    with pytest.raises(NotFound):
        await citra.perform("administration.check_out", id=document, until="2099-01-01T00:00:00+07:00")

    await actor.perform("administration.restrict_document", id=document)
    assert await found(citra, "rahasia")


async def test_the_words_of_a_pdf_are_found_once_they_are_read_and_go_with_its_content(office: Office) -> None:
    letter = await office.issued()
    reader = await office.actor.reader()
    paper = await reader.document(reader.house.registry.documents["administration.letter"], {"id": letter})
    file = await office.actor.perform("core.upload_file", name="Surat.PDF", content=paper.content)
    await filed(office.actor, "Arsip", file=file.id)
    version = (await office.actor.page("administration.document_versions")).dicts()[0]["id"]

    assert not any("Arsip" in title for title in await found(office.actor, "baja"))
    read = await office.actor.through("job").perform("administration.read_version_text", id=version)
    assert read.letters > 20
    assert any("Arsip" in title for title in await found(office.actor, "baja"))
    await office.actor.perform("administration.delete_version", id=version)
    assert not any("Arsip" in title for title in await found(office.actor, "baja"))


async def test_words_that_are_read_while_their_content_is_deleted_are_kept_nowhere(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = await office.actor.perform("core.upload_file", name="surat.pdf", content=b"%PDF-1.4 x")
    await filed(office.actor, "Arsip", file=file.id)
    version = (await office.actor.page("administration.document_versions")).dicts()[0]["id"]
    loop = asyncio.get_running_loop()

    def slowly(_content: bytes) -> str:
        deleting = office.actor.perform("administration.delete_version", id=version)
        asyncio.run_coroutine_threadsafe(deleting, loop).result(30)
        return "jambudwipa"

    monkeypatch.setattr(sys.modules["dapur_administration.operations.read_version_text"], "pdf_text", slowly)
    await office.actor.through("job").perform("administration.read_version_text", id=version)
    reader = await office.actor.reader()
    assert await reader.value("select count(*) from administration.version_text where version_id = %s", version) == 0
    assert await found(office.actor, "jambudwipa") == []


async def test_who_may_read_is_not_set_over_what_somebody_else_set_meanwhile(office: Office) -> None:
    document = await filed(office.actor)
    first = await office.actor.perform(
        "administration.restrict_document", id=document, units=[{"unit_id": office.unit}], version=1
    )
    assert first.is_restricted and first.version == 2
    with pytest.raises(Conflict):
        await office.actor.perform("administration.restrict_document", id=document, version=1)
    reader = await office.actor.reader()
    assert await reader.value("select count(*) from administration.document_reader where document_id = %s", document) == 1


async def test_what_somebody_holds_is_what_is_still_checked_out_and_a_title_for_others_alone_is_not_told(office: Office) -> None:
    actor = office.actor
    citra = await new_member(actor, "clerk", name="Citra")
    document = await filed(actor)
    await actor.perform("administration.check_out", id=document, until="2099-01-01T00:00:00+07:00")

    async def told(reader: Reader) -> list[tuple[str, str]]:
        held = await Documents(reader).held(0, actor.scope.user)
        return [(translate(one.reason, "en"), one.address) for one in held]

    number = (await actor.page("administration.documents")).dicts()[0]["code"]
    page = f"administration/archive/{document}"
    assert await told(await citra.reader()) == [("Kontrak rahasia: is checked out; check it in", page)]
    await actor.perform("administration.restrict_document", id=document, units=[{"unit_id": office.unit}])
    assert await told(await citra.reader()) == [(f"{number}: is checked out; check it in", page)]
    async with visiting(actor) as client:
        code = (await actor.house.company(actor.scope.company)).code
        assert (await client.get(f"/{code}/{page}")).status_code == 200
    async with actor.house.pools.write() as connection, connection.transaction():
        await connection.execute(b"select core.begin_read(%s, %s)", (actor.scope.company, actor.scope.user))
        await connection.execute(
            b"update administration.document set checked_out_until = core.now() - interval '1 minute' where id = %s", (document,)
        )
    assert await told(await actor.reader()) == []


async def test_a_list_for_destruction_tells_of_no_document_that_is_for_others_alone(office: Office) -> None:
    actor = office.actor
    facts = {"code": "K", "name_id": "K", "name_en": "K", "start_event": "document_date", "active_years": 1, "inactive_years": 0}
    kept = await actor.perform("administration.save_retention_class", facts, outcome="destroy")
    papers = [
        (await actor.perform("administration.file_document", title=f"Surat {n}", class_id=kept.id, document_date="2020-01-02")).id
        for n in range(2)
    ]
    await actor.perform("administration.restrict_document", id=papers[0], units=[{"unit_id": office.unit}])
    made = await actor.perform("administration.make_disposal_list")
    other = await new_member(actor, "administrator", name="Budi")

    counts = [(await one.page("administration.disposal_lists")).dicts()[0]["count"] for one in (actor, other)]
    assert counts == [made.count, 1] == [2, 1]
    with pytest.raises(Refused, match="Documents on this list are for others alone"):
        await other.perform("administration.approve_disposal_list", id=made.id)
    await actor.perform("administration.restrict_document", id=papers[0], people=[{"user_id": other.scope.user}])
    assert (await other.perform("administration.approve_disposal_list", id=made.id)).count == 2

    hidden = await actor.perform("administration.file_document", title="Lain", class_id=kept.id, document_date="2020-01-02")
    await actor.perform("administration.restrict_document", id=hidden.id, units=[{"unit_id": office.unit}])
    with pytest.raises(Refused, match="No document's time of keeping is over"):
        await other.perform("administration.make_disposal_list")


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4 broken", b"not a pdf at all"])
def test_a_file_that_is_no_pdf_says_nothing(content: bytes) -> None:
    assert pdf_text(content) == ""
