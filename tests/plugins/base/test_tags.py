"""Tags: set as a whole, one tag whatever its letters' case, and a filter."""

import asyncio

import pytest

from dapur.contract import Invalid
from dapur.queries.plan import Wish
from dapur.testing.companies import Actor


async def party(actor: Actor, name: str = "PT Baja") -> int:
    return int((await actor.perform("base.save_party", name=name)).id)


async def tags_of(actor: Actor, owner: int) -> str:
    return str((await (await actor.reader()).one(actor.house.registry.queries["base.parties"], owner))["tags"])


async def test_tags_are_set_as_a_whole_and_found_by(actor: Actor) -> None:
    first, second = await party(actor), await party(actor, "PT Kayu")
    await actor.perform("base.tag_party", owner=first, tags="baja, Penting , baja")
    await actor.perform("base.tag_party", owner=second, tags="penting")
    await actor.perform("base.tag_party", owner=first, tags="PENTING")

    known = (await actor.page("base.tags")).dicts()
    assert sorted(row["name"] for row in known) == ["Penting", "baja"]
    assert await tags_of(actor, first) == "Penting"
    tag = next(row["id"] for row in known if row["name"] == "Penting")
    found = (await actor.page("base.parties", Wish(filters={"tag": tag}))).dicts()
    assert {row["name"] for row in found} == {"PT Baja", "PT Kayu"}
    await actor.perform("base.tag_party", owner=first, tags="")
    assert await tags_of(actor, first) == ""


async def test_two_who_tag_at_once_leave_the_tags_of_one(actor: Actor) -> None:
    owner = await party(actor)

    await asyncio.gather(*(actor.perform("base.tag_party", owner=owner, tags=words) for words in ("a, b", "c, d")))

    assert sorted((await tags_of(actor, owner)).split(", ")) in (["a", "b"], ["c", "d"])


async def test_a_tag_has_an_end(actor: Actor) -> None:
    with pytest.raises(Invalid):
        await actor.perform("base.tag_party", owner=await party(actor), tags="x" * 51)
