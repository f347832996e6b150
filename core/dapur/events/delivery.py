"""One event to one handler, in one transaction; and what is kept when that fails."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter

from dapur.contract import Event, EventHandler, Form, Operation, Result, Scope
from dapur.operations.perform import perform
from dapur.operations.work import Work

if TYPE_CHECKING:
    from dapur.house import House

# The order of commit: a transaction below a snapshot's horizon is over, so nothing can appear before it any more.
# The horizon is taken once for both, so that moving on to the head passes nothing by.
NEXT = """
select o.xid::text as xid, o.id, o.payload, o.actor_id from core.outbox o
where o.company_id = %s and (o.xid, o.id) > (%s::xid8, %s::bigint) and o.xid < %s::xid8
  and o.event = %s order by o.xid, o.id limit 1
"""
HEAD = """
select o.xid::text as xid, o.id from core.outbox o
where o.company_id = %s and o.xid < %s::xid8 order by o.xid desc, o.id desc limit 1
"""
MOVE = """
update core.event_follower set xid = %s::xid8, outbox_id = %s, tries = 0, due_at = '-infinity', failure = ''
where company_id = %s and handler = %s and (xid, outbox_id) < (%s::xid8, %s::bigint)
"""


class Nothing(Form):
    """No input: what is next decides."""


class Delivered(Result):
    """Whether there was an event for the handler."""

    found: bool


async def deliver(house: "House", scope: Scope, handler: EventHandler) -> bool:
    """Run the handler on its next event. False when there is none, or it is not its turn yet."""

    async def run(work: Work, form: Nothing) -> Delivered:
        return Delivered(found=await _deliver(work, handler))

    operation = Operation(handler.name, handler.name, "public", Nothing, Delivered, run, handler.name, doors=frozenset({"job"}))
    outcome = await perform(house, scope, operation, Nothing())
    assert isinstance(outcome.result, Delivered)
    return outcome.result.found


async def _deliver(work: Work, handler: EventHandler) -> bool:
    company = work.scope.company
    await work.run(
        "insert into core.event_follower (company_id, handler) values (%s, %s) on conflict do nothing", company, handler.name
    )
    # Another process that is at it, or a pause after a failure: not now.
    mine = await work.row(
        "select xid::text as xid, outbox_id, pg_snapshot_xmin(pg_current_snapshot())::text as horizon from core.event_follower"
        " where company_id = %s and handler = %s and due_at <= now() for update skip locked",
        company,
        handler.name,
    )
    if mine is None:
        return False
    found = await work.row(NEXT, company, mine["xid"], mine["outbox_id"], mine["horizon"], handler.event.name)
    if found is None:
        head = await work.row(HEAD, company, mine["horizon"])
        if head is not None:
            await _move(work, handler, head)
        return False
    await _act_for(work, found["actor_id"])
    await handler.run(work, event_from(handler.event, found["payload"]))
    await _move(work, handler, found)
    return True


async def _move(work: Work, handler: EventHandler, place: dict[str, Any]) -> None:
    where = (place["xid"], place["id"])
    await work.run(MOVE, *where, work.scope.company, handler.name, *where)


async def _act_for(work: Work, actor: int | None) -> None:
    """What the handler writes is written down for the person whose deed it follows."""
    if actor is not None:
        work.scope = replace(work.scope, user=actor)
        await work.run("select set_config('dapur.actor', %s, true)", str(actor))


_ADAPTERS: dict[type[Event], TypeAdapter[Any]] = {}


def event_from(kind: type[Event], payload: Any) -> Any:
    """The event again, from what the outbox kept: dates and amounts are dates and amounts."""
    if kind not in _ADAPTERS:
        _ADAPTERS[kind] = TypeAdapter(kind)
    return _ADAPTERS[kind].validate_python(json.loads(payload) if isinstance(payload, str) else payload)


async def postpone(
    house: "House", company: int, handler: EventHandler, failure: str, first_pause: timedelta, most_tries: int
) -> timedelta:
    """After a failure: try again later; after the last try keep the event as a dead letter and go on. Returns the pause."""
    async with house.pools.write() as connection, connection.transaction():
        await connection.execute(b"select core.begin_read(%s, null)", (company,))
        cursor = await connection.execute(
            b"insert into core.event_follower (company_id, handler, tries) values (%s, %s, 1)"
            b" on conflict (company_id, handler) do update set tries = event_follower.tries + 1"
            b" returning tries, xid::text, outbox_id, pg_snapshot_xmin(pg_current_snapshot())::text",
            (company, handler.name),
        )
        row = await cursor.fetchone()
        assert row is not None
        tries, xid, number, horizon = row
        pause: timedelta = min(first_pause * 2 ** int(tries - 1), timedelta(hours=1))
        if tries < most_tries:
            await connection.execute(
                b"update core.event_follower set due_at = now() + %s, failure = %s where company_id = %s and handler = %s",
                (pause, failure[:2000], company, handler.name),
            )
            return pause
        found = await (await connection.execute(NEXT.encode(), (company, xid, number, horizon, handler.event.name))).fetchone()
        if found is not None:
            await connection.execute(
                b"insert into core.outbox_done (company_id, outbox_id, handler, tries, failure) values (%s, %s, %s, %s, %s)"
                b" on conflict (company_id, outbox_id, handler) do update set tries = excluded.tries, failure = excluded.failure",
                (company, found[1], handler.name, tries, failure[:2000] or "?"),
            )
            where = (found[0], found[1])
            await connection.execute(MOVE.encode(), (*where, company, handler.name, *where))
        return timedelta()
