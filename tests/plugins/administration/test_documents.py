"""Who may read a document, and what its files say."""

from typing import Any

import pytest

from dapur.contract import NotFound
from dapur.queries.plan import Wish
from dapur.testing.companies import Actor, new_member
from dapur.testing.visits import visiting
from dapur_administration.documents.pdf_text import pdf_text
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


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4 broken", b"not a pdf at all"])
def test_a_file_that_is_no_pdf_says_nothing(content: bytes) -> None:
    assert pdf_text(content) == ""
