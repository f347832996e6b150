"""50 letters issued at once, room search over 200 rooms and a year, search in 100,000 documents, a busy manager's pages."""

import asyncio
from datetime import UTC, date, datetime, timedelta
from typing import Any

import psycopg

from bench.findings import Finding, at_least, at_most
from bench.place import Place, bookkeeper
from bench.timing import compare, milliseconds
from dapur.testing.companies import Actor
from dapur.testing.visits import visiting

LETTERS, ROOMS, DOCUMENTS, ROUNDS = 50, 200, 100_000, 5
DAY = date(2027, 6, 16)
RAW_TABLES = """
create table if not exists bench.letter (company_id bigint, id bigint, number text, primary key (company_id, id), unique (company_id, number));
create table if not exists bench.letter_counter (company_id bigint, period text, last bigint not null, primary key (company_id, period));
grant select, insert, update on bench.letter, bench.letter_counter to dapur_app;
"""
RAW_NUMBER = (
    "insert into bench.letter_counter as c values (%s, %s, 1) on conflict (company_id, period) do update set last = c.last + 1"
    " returning last"
)
RAW_LETTER = "insert into bench.letter values (%s, %s, %s)"
BOOKINGS = """
insert into administration.booking (company_id, room_id, title, holder_id, starts, ends, held, state)
select r.company_id, r.id, 'Rapat', %s, t, t + interval '1 hour', tstzrange(t, t + interval '1 hour'), 'confirmed'
from administration.room r, generate_series('2027-01-01'::timestamptz, '2027-12-31', '1 day') d,
    lateral (select d + make_interval(hours => h) as t from unnest(array[1, 3, 6, 8]) h) times
where r.company_id = %s
"""
# Which rooms nothing holds then: no clock of the place, no opening hours, no free times, as somebody would ask by hand.
RAW_FREE = """
select r.id from administration.room r where r.company_id = %s and not r.is_closed and not exists (select from administration.booking b
    where b.company_id = r.company_id and b.room_id = r.id and b.state = 'confirmed' and b.held && tstzrange(%s, %s))
"""
DOCUMENT_ROWS = """
with made as (insert into administration.document (company_id, number, title, class_id, document_date, created_by)
    select %(c)s, 'B/' || n, 'Perjanjian ' || md5(n::text), %(k)s, '2027-01-01', %(u)s from generate_series(1, %(n)s) n returning id, title),
worded as (select id, title, (select string_agg(md5((id * 7 + w)::text), ' ') from generate_series(1, 40) w)
    || case when id %% 1000 = 0 then ' cikarang' else '' end as words from made)
select core.index_for_search(%(c)s, 'administration', 'document', array_agg(id), array_agg('B/' || id), array_agg(title),
    array_agg(words), array_agg('administration/archive/' || id), 'administration.document.read') from worded
"""
RAW_SEARCH = (
    "select row_id, title from core.search_entry where company_id = %s and words @@ to_tsquery('simple', 'cikar:*') limit 20"
)


async def measure(where: Place) -> list[Finding]:
    """Each with its raw counterpart in the same run."""
    with psycopg.connect(where.database.owner_url, autocommit=True) as owner:
        owner.execute(RAW_TABLES.encode())
    async with bookkeeper(where) as actor:
        return [*await _letters(actor), *await _rooms(where, actor), *await _search(where, actor), *await _pages(actor)]


async def _letters(actor: Actor) -> list[Finding]:
    unit = await actor.perform("base.save_organisation_unit", code="HRD", name="Personalia")
    names = {"code": "UJI", "name_id": "Uji", "name_en": "Test", "pattern": "{number}/{unit}/{roman}/{year}", "counter": "unit"}
    kind = await actor.perform("administration.save_letter_kind", names)
    draft = {"unit_id": unit.id, "kind_id": kind.id, "recipient": "PT Baja", "subject": "Uji"}
    drafts = [(await actor.perform("administration.write_letter", draft)).id for _n in range(LETTERS * (ROUNDS + 1))]
    waiting, ids = iter(drafts), iter(range(1, 1_000_000))
    numbers: list[str] = []

    async def ours() -> int:
        mine = [next(waiting) for _n in range(LETTERS)]
        issued = await asyncio.gather(*(actor.perform("administration.issue_letter", id=n, letter_date=DAY) for n in mine))
        numbers.extend(one.number for one in issued)
        return LETTERS

    async def raw() -> int:
        await asyncio.gather(*(_raw_letter(actor, next(ids)) for _n in range(LETTERS)))
        return LETTERS

    pace = await compare(ours, raw, rounds=ROUNDS)
    counted = sorted(int(number.partition("/")[0]) for number in numbers)
    different = len(set(counted))
    wrong = (len(counted) - different) + (counted[-1] - different)
    return [
        at_most(f"{LETTERS} letters issued at once from one counter, all of them", LETTERS * 1000 / pace.ours, 400, " ms"),
        at_least("… of counter and row alone, raw", pace.ratio, 0.25, f"{pace.ours:.0f} a second"),
        at_most("… numbers missing or given twice", wrong, 0),
    ]


async def _raw_letter(actor: Actor, number: int) -> None:
    company = actor.scope.company
    async with actor.house.pools.write() as connection, connection.transaction():
        row = await (await connection.execute(RAW_NUMBER.encode(), (company, "2027-06"))).fetchone()
        assert row is not None
        await connection.execute(RAW_LETTER.encode(), (company, number, f"{row[0]:03}/HRD/VI/2027"))


async def _rooms(where: Place, actor: Actor) -> list[Finding]:
    office = await actor.perform("administration.save_office", code="JKT", name="Jakarta")
    for number in range(ROOMS):
        facts = {"code": f"R{number}", "name": f"Ruang {number}", "office_id": office.id, "seats": 4 + number % 20}
        await actor.perform("administration.save_room", facts)
    _fill(where, actor, BOOKINGS, (actor.scope.user, actor.scope.company))
    reader = await actor.reader()
    report = actor.house.registry.reports["administration.free_rooms"]
    first = datetime(DAY.year, DAY.month, DAY.day, 2, tzinfo=UTC)

    async def ours() -> int:
        sheet = await reader.report(report, {"day": DAY, "starts": "09:00", "ends": "10:00"})
        assert len(sheet.rows) == ROOMS
        return 1

    async def raw() -> int:
        rows = await reader.rows(RAW_FREE, actor.scope.company, first, first + timedelta(hours=1))
        assert len(rows) == ROOMS
        return 1

    pace = await compare(ours, raw, rounds=ROUNDS)
    took = await milliseconds(ours)
    what = f"Free rooms among {ROOMS} with {ROOMS * 365 * 4:,} bookings of a year, each with the day's free times"
    return [at_most(what, took, 100, " ms"), at_least("… of asking raw which are free", pace.ratio, 0.05)]


async def _search(where: Place, actor: Actor) -> list[Finding]:
    kept = await actor.perform("administration.save_retention_class", code="A", name_id="A", name_en="A")
    _fill(where, actor, DOCUMENT_ROWS, {"c": actor.scope.company, "k": kept.id, "u": actor.scope.user, "n": DOCUMENTS})
    rights, plugins = sorted(actor.scope.permissions), sorted(actor.scope.plugins)
    reader = await actor.reader()

    async def ours() -> int:
        sql = "select title from core.search(%s, 'cikar', %s, %s, 20)"
        assert len(await reader.rows(sql, actor.scope.company, rights, plugins)) == 20
        return 1

    took = await milliseconds(ours)
    async with await psycopg.AsyncConnection.connect(where.database.owner_url) as owner:
        pace = await compare(ours, lambda: _raw_search(owner, actor.scope.company), rounds=ROUNDS)
    return [
        at_most(f"Search in the words of {DOCUMENTS:,} documents, rights checked", took, 20, " ms"),
        at_least("… of the bare index, without rights", pace.ratio, 0.2),
    ]


async def _raw_search(connection: psycopg.AsyncConnection[Any], company: int) -> int:
    rows = await (await connection.execute(RAW_SEARCH.encode(), (company,))).fetchall()
    assert len(rows) == 20
    return 1


async def _pages(actor: Actor) -> list[Finding]:
    """A manager whom forty things wait for: tasks, bookings to confirm, letters."""
    for number in range(40):
        await actor.perform("base.add_task", title=f"Tugas {number}", due="2027-01-01")
        await actor.perform("administration.receive_letter", sender=f"Kantor {number}", subject="Surat")
    code = (await actor.house.company(actor.scope.company)).code
    async with visiting(actor) as client:

        async def get(path: str) -> None:
            answer = await client.get(f"/{code}{path}", follow_redirects=True)
            assert answer.status_code == 200, answer.text[:2000]

        home = await milliseconds(lambda: get(""), times=10)
        figures = await milliseconds(lambda: get("/management"), times=10)
    return [
        at_most("Home page of a busy manager, all departments on", home, 150, " ms"),
        at_most("Key figures of all departments with the period before", figures, 300, " ms"),
    ]


def _fill(where: Place, actor: Actor, sql: str, values: Any) -> None:
    """Many rows at once, as the application's role, and fresh statistics."""
    with psycopg.connect(where.database.app_url) as connection:
        connection.execute("select core.begin_read(%s, %s)", (actor.scope.company, actor.scope.user))
        connection.execute(sql.encode(), values)
    with psycopg.connect(where.database.owner_url, autocommit=True) as owner:
        owner.execute("analyze")
