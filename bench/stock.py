"""Stock: issues and reservations against raw rows, questions at a million moves, a late receipt under ten thousand issues."""

import asyncio
import itertools
import threading
import time
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import psycopg

from bench.findings import Finding, at_most
from bench.place import Place, bookkeeper
from bench.raw import NUMBER, write_entry
from bench.stock_filling import fill_issues, fill_moves
from bench.timing import compare, milliseconds
from dapur.queries.plan import Wish
from dapur.testing.companies import Actor

RAW = """
create table if not exists bench.stock (item_id bigint primary key, quantity numeric not null check (quantity >= 0), reserved numeric not null);
create table if not exists bench.document (id bigserial primary key, number text, kind text, day date, posted_at timestamptz default now());
create table if not exists bench.move (
    id bigserial primary key, document_id bigint, item_id bigint, from_id bigint, to_id bigint, quantity numeric, day date
);
create table if not exists bench.value (id bigserial primary key, move_id bigint, location_id bigint, value numeric);
create table if not exists bench.claim (id bigserial primary key, item_id bigint, line_id bigint, quantity numeric);
grant all on all tables in schema bench to dapur_app;
grant all on all sequences in schema bench to dapur_app;
insert into bench.stock select n, 1e9, 0 from generate_series(1, 64) n on conflict do nothing;
"""
PLENTY = "100000000"
ISSUES = 2
"""The counter of raw's issues; 1 is that of its entries."""


class RawStock:
    """The yardstick: the same rows by plain psycopg, those of the ledger too, with a row lock and a check, without any other rule."""

    def __init__(self, where: Place, clients: int) -> None:
        with psycopg.connect(where.database.owner_url, autocommit=True) as owner:
            owner.execute(RAW.encode())
        self.connections = [psycopg.connect(where.database.app_url, autocommit=True) for _n in range(clients)]

    async def slice(self, one: Callable[[psycopg.Connection, int], None], each: int) -> int:
        """Every client does `each`, in a thread of its own, on an item of its own."""

        def work(connection: psycopg.Connection, item: int) -> None:
            for _n in range(each):
                one(connection, item)

        threads = [threading.Thread(target=work, args=(c, n)) for n, c in enumerate(self.connections, 1)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return each * len(threads)

    @staticmethod
    def issue(connection: psycopg.Connection, item: int) -> None:
        """Begin, take, number, document, move, two values, the entry of three statements, commit."""
        day = date(2026, 6, 1)
        with connection.transaction():
            connection.execute("update bench.stock set quantity = quantity - 1 where item_id = %s", (item,))
            number = connection.execute(NUMBER, (1, ISSUES, str(day.year))).fetchone()
            assert number is not None
            document = connection.execute(
                "insert into bench.document (number, kind, day) values (%s, 'issue', %s) returning id",
                (f"BK/{number[0]:04}", day),
            ).fetchone()
            assert document is not None
            moved = (document[0], item, day)
            made = connection.execute(
                "insert into bench.move (document_id, item_id, from_id, to_id, quantity, day) values (%s, %s, 1, 2, 1, %s) returning id",
                moved,
            ).fetchone()
            assert made is not None
            connection.execute(
                "insert into bench.value (move_id, location_id, value) values (%s, 1, -1000), (%s, 2, 1000)", (made[0], made[0])
            )
            write_entry(connection, 1, 1, 2, day, Decimal(1000))

    @staticmethod
    def reserve(connection: psycopg.Connection, item: int) -> None:
        """Begin, look and hold, claim, count, commit."""
        with connection.transaction():
            connection.execute("select quantity, reserved from bench.stock where item_id = %s for update", (item,)).fetchone()
            connection.execute("insert into bench.claim (item_id, line_id, quantity) values (%s, 1, 1)", (item,))
            connection.execute("update bench.stock set reserved = reserved + 1 where item_id = %s", (item,))

    def close(self) -> None:
        """Disconnect."""
        for connection in self.connections:
            connection.close()


async def warehouse_of(actor: Actor, items: int) -> tuple[int, list[int]]:
    """The warehouse and items with plenty in stock."""
    place = (await actor.page("logistics.places", Wish(columns=("id",)))).dicts()[0]["id"]
    reader = await actor.reader()
    unit = await reader.value("select id from base.unit where company_id = %s and code = 'pcs'", reader.scope.company)
    found = []
    for n in range(items):
        item = (await actor.perform("logistics.save_item", code=f"B{n}-{time.time_ns()}", name="Barang", unit=unit)).id
        line = {"item": item, "quantity": PLENTY, "unit_cost": "1000"}
        await actor.perform("logistics.receive_goods", warehouse=place, lines=[line])
        found.append(item)
    return place, found


async def issues(actor: Actor, place: int, items: list[int], each: int) -> int:
    """A client an item, each issue in a transaction of its own."""

    async def client(item: int) -> None:
        for _n in range(each):
            await actor.perform("logistics.issue_goods", warehouse=place, lines=[{"item": item, "quantity": "1"}])

    await asyncio.gather(*(client(item) for item in items))
    return each * len(items)


async def orders_for(actor: Actor, place: int, items: list[int], each: int) -> list[list[int]]:
    """Confirmed orders of one piece, by item."""
    party = (await actor.perform("base.save_party", name="Toko", is_customer=True, is_different=True)).id
    found = []
    for item in items:
        mine = []
        for _n in range(each):
            line = {"item": item, "quantity": "1", "unit_price": "0"}
            saved = await actor.perform("logistics.save_sales_order", customer=party, warehouse=place, lines=[line])
            await actor.perform("logistics.confirm_sales_order", id=saved.id)
            mine.append(saved.id)
        found.append(mine)
    return found


async def reservations(actor: Actor, orders: list[Any], each: int) -> int:
    """A client an item; every order is reserved once."""

    async def client(mine: Any) -> None:
        for order in itertools.islice(mine, each):
            await actor.perform("logistics.reserve_order", id=order)

    await asyncio.gather(*(client(mine) for mine in orders))
    return each * len(orders)


async def measure(where: Place) -> list[Finding]:
    """Rates, then questions, then the late receipt."""
    async with bookkeeper(where) as actor:
        found = [finding for clients in (1, 8) for finding in await _rates(where, actor, clients)]
    async with bookkeeper(where) as actor:
        for size in (100_000, 1_000_000):
            found += await _questions(where, actor, size)
    async with bookkeeper(where) as actor:
        found.append(await _late(where, actor, 10_000))
    return found


async def _rates(where: Place, actor: Actor, clients: int) -> list[Finding]:
    place, items = await warehouse_of(actor, clients)
    raw = RawStock(where, clients)
    each, rounds = 80 // clients, 4
    words = f"{clients} client{'s' * (clients > 1)}"
    pace = await compare(partial(issues, actor, place, items, each), partial(raw.slice, RawStock.issue, each), rounds=rounds)
    found = [
        Finding(
            f"issue through the operation, valued and posted to the ledger, {words}, against raw",
            f"{pace.ratio:.2f}",
            note=f"{pace.ours:.0f}/s against {pace.theirs:.0f}/s",
        )
    ]
    orders = [iter(mine) for mine in await orders_for(actor, place, items, each * (rounds + 1))]
    pace = await compare(partial(reservations, actor, orders, each), partial(raw.slice, RawStock.reserve, each), rounds=rounds)
    found.append(
        Finding(
            f"reserve for an order through the operation, {words}, against raw",
            f"{pace.ratio:.2f}",
            note=f"{pace.ours:.0f}/s against {pace.theirs:.0f}/s",
        )
    )
    raw.close()
    return found


async def _questions(where: Place, actor: Actor, size: int) -> list[Finding]:
    reader = await actor.reader()
    fill_moves(where.database.owner_url, reader.scope.company, size)
    day = reader.today.isoformat()
    ours = await milliseconds(partial(actor.report, "logistics.stock_value", day=day), times=9)
    past = (reader.today - timedelta(days=200)).isoformat()
    then = await milliseconds(partial(actor.report, "logistics.stock_value", day=past), times=9)
    page = await milliseconds(partial(actor.page, "logistics.availability"), times=9)
    raw = await milliseconds(
        partial(
            reader.rows,
            "select v.item_id, sum(v.quantity), sum(v.value) from logistics.valuation v join logistics.location l"
            " on l.company_id = v.company_id and l.id = v.location_id and l.stock_id is not null"
            " where v.company_id = %s and v.day <= %s group by 1",
            reader.scope.company,
            reader.today,
        ),
        times=3,
    )
    note = f"on an earlier day {then:.1f} ms, availability page {page:.1f} ms; adding up the rows takes {raw:.0f} ms"
    return [at_most(f"value of all stock (200 items), {size:,} moves", ours, 50, " ms", note)]


async def _late(where: Place, actor: Actor, size: int) -> Finding:
    place, (item,) = await warehouse_of(actor, 1)
    reader = await actor.reader()
    company, today = reader.scope.company, reader.today
    unit = await reader.value("select unit_id from logistics.item where company_id = %s and id = %s", company, item)
    code = f"LATE-{time.time_ns()}"
    late = (await actor.perform("logistics.save_item", code=code, name="Barang", unit=unit)).id
    fill_issues(where.database.owner_url, company, late, place, unit, today, size)
    line = {"item": late, "quantity": "5000", "unit_cost": "900"}
    began = time.perf_counter()
    posted = await actor.perform(
        "logistics.receive_goods", warehouse=place, day=(today - timedelta(days=150)).isoformat(), lines=[line]
    )
    took = time.perf_counter() - began
    raw = _raw_corrections(where, posted.corrections)
    note = f"{posted.corrections} costs corrected, each by rows of its own; only writing as many plain rows takes {raw:.2f} s"
    return at_most(f"a late receipt under {size:,} later issues, corrected in the ledger", took, 10, " s", note)


def _raw_corrections(where: Place, rows: int) -> float:
    with psycopg.connect(where.database.app_url) as connection:
        began = time.perf_counter()
        with connection.cursor() as cursor:
            cursor.executemany(
                b"insert into bench.value (move_id, location_id, value) values (%s, 1, %s)",
                [(n // 2, Decimal(n % 7)) for n in range(2 * rows)],
            )
        connection.commit()
        return time.perf_counter() - began
