"""IT: the queue by working time left, the impact of a failure, and many who take the last seats, beside raw SQL."""

import asyncio
import random
import time
from collections.abc import Iterator
from functools import partial

import psycopg

from bench.findings import Finding, at_least, at_most
from bench.place import Place, bookkeeper
from bench.timing import milliseconds
from dapur.contract import Refused
from dapur.queries.plan import Wish
from dapur.testing.companies import Actor
from dapur_it.graph import impact
from dapur_it.pages.picture import picture_of

TICKETS, NODES, LAYERS, NEEDS = 5_000, 20_000, 12, 3
TAKERS, SEATS, PAGE = 64, 9, 200
FILL_TICKETS = """
    insert into it.ticket (company_id, number, kind, title, priority, source, queue_id, calendar_id, created_by, response_minutes,
        resolution_minutes, response_due, resolution_due, responded_at, response_mark, resolution_mark)
    select %s, 'B-' || n, 'request', 'Ticket ' || n, 'P3', 'form', q.id, q.calendar_id, 0, 240, 1440,
        core.now() + (n - 2500) * interval '7 minutes', core.now() + (n %% 4999 - 2000) * interval '11 minutes',
        case when n %% 3 = 0 then core.now() end, 3500000 + n, 3500000 + (n * 7919) %% 5000
    from generate_series(1, %s) n, (select id, calendar_id from it.queue where company_id = %s order by id limit 1) q
"""
RAW_QUEUE = """
    select id, number, title, priority, state, queue_id, created_at, resolution_due from it.ticket
    where company_id = %s and state = 'open' order by least(resolution_due, response_due), id limit 51
"""
RAW_ABOVE = """
    with recursive above (id) as (select %s::bigint union select n.component_id from above a join it.need n
        on n.company_id = %s and n.needs_id = a.id) select count(*) from above
"""
RAW_TAKE = "update it.seat set holder_id = %s, taken_at = now() where company_id = %s and id = (select id from it.seat where company_id = %s and licence_id = %s and taken_at is null order by id limit 1 for update skip locked) returning id"  # noqa: E501  # fmt: skip


def fill(where: Place, actor: Actor) -> int:
    """Tickets and a graph, as the owner with triggers asleep; the lowest node's number."""
    company, dice = actor.scope.company, random.Random(7)
    with psycopg.connect(where.database.owner_url, autocommit=True) as owner:
        owner.execute("alter table it.need disable trigger user")
        owner.execute("select set_config('dapur.company', %s, false)", (str(company),))
        owner.execute(FILL_TICKETS, (company, TICKETS, company))
        rows = owner.execute(
            "insert into it.component (company_id, code, name, kind) select %s, 'N-' || n, 'N', 'server' from generate_series(1, %s) n"
            " returning id",
            (company, NODES),
        ).fetchall()
        nodes = sorted(row[0] for row in rows)
        owner.execute(
            "insert into it.need_group (company_id, component_id, rule) select %s, unnest(%s::bigint[]), 'all'", (company, nodes)
        )
        pairs = list(_pairs(nodes, dice))
        owner.execute(
            "insert into it.need (company_id, group_id, component_id, needs_id) select %s, g.id, p.u, p.l"
            " from unnest(%s::bigint[], %s::bigint[]) p(u, l) join it.need_group g on g.company_id = %s and g.component_id = p.u",
            (company, [u for u, _l in pairs], [low for _u, low in pairs], company),
        )
        owner.execute("alter table it.need enable trigger user")
        owner.execute("vacuum analyze it.ticket, it.need, it.need_group, it.component, it.working_window")
    return int(nodes[0])


def _pairs(nodes: list[int], dice: random.Random) -> Iterator[tuple[int, int]]:
    """Layers: each node needs some of the layer below, and the first one of it, so that one failure goes all the way up."""
    width = len(nodes) // LAYERS
    for place, node in enumerate(nodes[width:], width):
        base = (place // width - 1) * width
        yield from {(node, nodes[base + dice.randrange(width)]) for _n in range(NEEDS)} | {(node, nodes[base])}


async def _raw(actor: Actor, sql: str, *values: object) -> float:
    reader = await actor.reader()

    async def run() -> object:
        return await reader.rows(sql, *values)

    return await milliseconds(run, times=15)


async def _queue(actor: Actor) -> list[Finding]:
    reader = await actor.reader()
    query = actor.house.registry.queries["it.tickets"]
    ours = await milliseconds(partial(reader.page, query, Wish(filters={"status": ["open"]})), times=15)
    raw = await _raw(actor, RAW_QUEUE, actor.scope.company)
    note = f"{ours:.1f} ms; {raw:.1f} ms for the raw rows by due moment, without working minutes, names, readers"
    return [at_most(f"queue of {TICKETS} open tickets by working minutes left, 50 rows", ours / raw, 6, " times", note)]


async def _impact(actor: Actor, lowest: int) -> list[Finding]:
    """Counts, people and the first page of what is hit; the picture of what is near."""
    reader = await actor.reader()
    raw = await _raw(actor, RAW_ABOVE, lowest, actor.scope.company)
    found = await impact(reader, [lowest], PAGE)
    ours = await milliseconds(partial(impact, reader, [lowest], PAGE), times=9)
    picture = await milliseconds(partial(picture_of, reader, {"id": str(lowest)}), times=9)
    note = f"{found.down} are hit; {raw:.1f} ms for the raw closure alone, without rules"
    return [
        at_most(f"impact of a failure among {NODES} nodes, beside the raw closure", ours / raw, 2.5, " times", note),
        at_most("the same with the picture of what is near", picture / raw, 3, " times"),
    ]


async def _seats(where: Place, actor: Actor) -> list[Finding]:
    people = [(await actor.perform("base.save_party", name=f"P{n}", kind="person", is_employee=True)).id for n in range(TAKERS)]
    ratios = []
    for number in range(5):
        ours = await _ours(actor, people, number)
        theirs = await _theirs(where, actor, people, number)
        ratios.append(theirs / ours)
    return [at_least(f"{TAKERS} people take the last {SEATS} seats at once", sorted(ratios)[2], 0.15, "beside the raw update")]


async def _licence(actor: Actor, name: str) -> int:
    licence = int((await actor.perform("it.save_licence", name=name)).id)
    await actor.perform("it.buy_seats", id=licence, seats=SEATS)
    return licence


async def _ours(actor: Actor, people: list[int], number: int) -> float:
    licence = await _licence(actor, f"Ours {number}")
    began = time.perf_counter()
    found = await asyncio.gather(
        *(actor.perform("it.take_seat", id=licence, holder_id=one) for one in people), return_exceptions=True
    )
    took = time.perf_counter() - began
    assert sum(not isinstance(one, Refused) for one in found) == SEATS
    return took


async def _theirs(where: Place, actor: Actor, people: list[int], number: int) -> float:
    licence = await _licence(actor, f"Raw {number}")
    company = actor.scope.company

    async def take(person: int) -> object:
        async with actor.house.pools.write() as connection, connection.transaction():
            await connection.execute(b"select core.begin_read(%s, null)", (company,))
            return await (await connection.execute(RAW_TAKE.encode(), (person, company, company, licence))).fetchone()

    began = time.perf_counter()
    found = await asyncio.gather(*(take(one) for one in people))
    took = time.perf_counter() - began
    assert sum(one is not None for one in found) == SEATS
    return took


async def measure(where: Place) -> list[Finding]:
    """All three."""
    async with bookkeeper(where) as actor:
        lowest = fill(where, actor)
        return [*await _queue(actor), *await _impact(actor, lowest), *await _seats(where, actor)]
