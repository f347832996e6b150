"""Notices: left for a person, read by that person alone, settled when what they ask for is done."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from dapur.contract import _
from dapur.notices.tell import settle, tell
from dapur.operations.work import Work
from dapur.queries.plan import Wish
from dapur.testing.companies import Actor, new_member

WAITS = _("Waits for your approval: {title}")


@asynccontextmanager
async def working(actor: Actor) -> AsyncIterator[Work]:
    """A transaction of this person."""
    async with actor.house.pools.write() as connection, connection.transaction():
        await connection.execute(b"select core.begin_read(%s, %s)", (actor.scope.company, actor.scope.user))
        company = await actor.house.company(actor.scope.company)
        yield Work(actor.house, actor.scope, company, connection, actor.house.moment())


async def unread_of(actor: Actor) -> list[str]:
    return [row["address"] for row in (await actor.page("core.notices", Wish(filters={"status": ["unread"]}))).dicts()]


async def test_each_reads_and_marks_only_their_own(actor: Actor) -> None:
    budi = await new_member(actor, "clerk", name="Budi")
    async with working(actor) as work:
        await tell(work, [actor.scope.user, budi.scope.user], "base.approval", WAITS.fill(title="A"), "base/approvals/1")

    (mine,) = (await actor.page("core.notices")).dicts()
    assert (mine["message"], mine["values"]) == (WAITS.message, '{"title": "A"}')
    assert (await budi.perform("core.read_notices", id=mine["id"])).count == 0
    assert (await budi.perform("core.read_notices")).count == 1
    assert (await unread_of(actor), await unread_of(budi)) == (["base/approvals/1"], [])


async def test_once_is_not_said_again_while_it_is_unread(actor: Actor) -> None:
    async with working(actor) as work:
        for _n in range(2):
            await tell(work, [actor.scope.user], "base.approval", WAITS.fill(title="A"), "base/approvals/1", once=True)
        assert await unread_of(actor) == []
    assert await unread_of(actor) == ["base/approvals/1"]


async def test_what_is_done_is_settled_for_all_or_for_one(actor: Actor) -> None:
    budi = await new_member(actor, "clerk", name="Budi")
    async with working(actor) as work:
        for page in ("a/1", "a/2"):
            await tell(work, [actor.scope.user, budi.scope.user], "base.approval", WAITS.fill(title=page), page)
        await settle(work, ["base.approval"], "a/1")
        await settle(work, ["base.approval"], "a/2", budi.scope.user)

    assert (await unread_of(actor), await unread_of(budi)) == (["a/2"], [])
